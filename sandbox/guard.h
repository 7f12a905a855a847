/* SPDX-License-Identifier: MIT */
/*
 * guard.h - clock, sums and killing: the process that the caller has started.
 */
#ifndef SANDBOX_GUARD_H
#define SANDBOX_GUARD_H

#include "sandbox/box.h"

/*
 * The guard's life: clock, sums and killing, until the reaper has ended or, if that was killed, all else
 * has. sigfd has the signals that box_run() blocks.
 */
void guard(struct box *, int sigfd, struct stay *);

#endif
