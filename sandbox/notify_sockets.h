/* SPDX-License-Identifier: MIT */
/*
 * notify_sockets.h - a program's own listeners.
 */
#ifndef SANDBOX_NOTIFY_SOCKETS_H
#define SANDBOX_NOTIFY_SOCKETS_H

#include "sandbox/box.h"

#include <linux/seccomp.h>

/*
 * Is this a call by which a program talks to its own processes through a socket in its folder,
 * where there are walls for it? And: make it, 0 or -errno; 1: a helper makes it, and answers.
 * *goes_on: the kernel may.
 */
bool sockets_are_asked(const struct box *, const struct seccomp_notif *);
int sockets_answer(struct box *, const struct seccomp_notif *, bool *goes_on);

#endif
