/* SPDX-License-Identifier: MIT */
/*
 * layer_noexec.h - what may become code, as the supervisor is asked.
 */
#ifndef SANDBOX_LAYER_NOEXEC_H
#define SANDBOX_LAYER_NOEXEC_H

#include "sandbox/box.h"

#include <linux/seccomp.h>

/* Is it a file that is to be mapped as code? May it? */
bool noexec_is_asked(const struct box *, const struct seccomp_notif *);
bool noexec_may(const struct box *, const struct seccomp_notif *);

#endif
