/* SPDX-License-Identifier: MIT */
/*
 * phases.h - one run, from its first phase to its last.
 */
#ifndef HARNESS_PHASES_H
#define HARNESS_PHASES_H

#include "harness/run/campaign.h"

/* Run everything selected and write the cells. 0, or -errno. */
int campaign_run(struct campaign *c);

/*
 * Try all oracles; every outcome goes to `say` (may be NULL). Number of those that failed, or
 * -errno.
 */
int campaign_try_oracles(struct campaign *c, void (*say)(const json_t *oracle, void *), void *user);

#endif
