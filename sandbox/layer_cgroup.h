/* SPDX-License-Identifier: MIT */
/*
 * layer_cgroup.h - the group of a box, for those who guard it. Where the layer is not on,
 * nothing is done.
 */
#ifndef SANDBOX_LAYER_CGROUP_H
#define SANDBOX_LAYER_CGROUP_H

#include "sandbox/box.h"

/* Kill all that is in it. */
void group_kill(const struct box *);

/* The processor time that it has used, in microseconds; 0 where it does not say. */
uint64_t group_used_us(const struct box *);

/* The reaper was killed: end it in its place. */
void group_take_over(struct box *);

#endif
