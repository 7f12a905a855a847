/* SPDX-License-Identifier: MIT */
/*
 * load.h - from a command line to a campaign: what is asked for, loaded and checked.
 */
#ifndef HARNESS_LOAD_H
#define HARNESS_LOAD_H

#include "harness/options.h"
#include "harness/run/campaign.h"

/*
 * Load catalogue, defences and what the options add. 0; EXIT_USAGE, or EXIT_NOTHING for a pattern
 * that matches nothing, after a message.
 */
int campaign_load(struct campaign *c, struct options *o, const struct home *home);

#endif
