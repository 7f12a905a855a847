/* SPDX-License-Identifier: MIT */
/*
 * notify_open.h - what opens, names and FIFOs share: see notify_open.c. Descriptors of ours, or
 * -errno.
 */
#ifndef SANDBOX_MEDIATE_H
#define SANDBOX_MEDIATE_H

#include "sandbox/box.h"

#include <linux/seccomp.h>

/* Is this a call that opens a file, or makes, moves or removes a name? */
bool mediate_is_for(int nr);

/* Make it in the program's place. False: it was answered already, or waits and will be. */
bool mediate(struct box *, const struct seccomp_notif *, struct seccomp_notif_resp *);

#endif
