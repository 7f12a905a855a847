/* SPDX-License-Identifier: MIT */
/*
 * notify_attributes.h - calls that change a file's mode or times.
 */
#ifndef SANDBOX_NOTIFY_ATTRIBUTES_H
#define SANDBOX_NOTIFY_ATTRIBUTES_H

#include "sandbox/box.h"

#include <linux/seccomp.h>

/*
 * Is this a call that changes a file's mode or times? And: make it, 0 or -errno; 1: a helper
 * makes it, and answers. The third answers an open(2) of an unnamed file in /tmp: 0, then it is
 * answered; or -errno.
 */
bool attributes_are_asked(int nr);
int attributes_change(struct box *, int listener, const struct seccomp_notif *);
int attributes_tmpfile(const struct box *, int listener, const struct seccomp_notif *);

#endif
