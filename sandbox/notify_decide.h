/* SPDX-License-Identifier: MIT */
/*
 * notify_decide.h - what the supervisor says to a call.
 */
#ifndef SANDBOX_NOTIFY_DECIDE_H
#define SANDBOX_NOTIFY_DECIDE_H

#include "sandbox/box.h"

#include <linux/seccomp.h>

/*
 * Fill the answer to a call that waits; what is refused is remembered in b->res. False: there
 * is nothing to send, it was answered already or will be.
 */
bool notify_decide(struct box *, const struct seccomp_notif *, struct seccomp_notif_resp *);

#endif
