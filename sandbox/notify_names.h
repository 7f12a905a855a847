/* SPDX-License-Identifier: MIT */
/*
 * notify_names.h - calls that make, move and remove names.
 */
#ifndef SANDBOX_NOTIFY_NAMES_H
#define SANDBOX_NOTIFY_NAMES_H

#include "sandbox/box.h"

#include <linux/seccomp.h>

/* The calls that make, move and remove names, and truncate(2): 0 or -errno. */
int names_change(struct box *, const struct seccomp_notif *);

#endif
