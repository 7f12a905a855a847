/* SPDX-License-Identifier: MIT */
/*
 * notify_fifos.h - open(2) of a FIFO, which waits for its other end.
 */
#ifndef SANDBOX_NOTIFY_FIFOS_H
#define SANDBOX_NOTIFY_FIFOS_H

#include "sandbox/box.h"

#include <linux/seccomp.h>

/*
 * Open a FIFO for who asks; -EINPROGRESS: it waits for the other end. See who has met, was
 * interrupted, or is gone. And forget them all.
 */
int fifos_open(struct box *, const struct seccomp_notif *, int fifo, int flags);
void fifos_look(struct box *);
void fifos_forget(struct box *);

#endif
