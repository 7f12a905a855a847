/* SPDX-License-Identifier: MIT */
/*
 * places.h - one command in several places: --profile A,B.
 */
#ifndef HARNESS_PLACES_H
#define HARNESS_PLACES_H

#include "harness/options.h"
#include "harness/ordeal.h"

/*
 * Call run() for each profile of the list in o->profile, one after the other, each with a results
 * file of its own: o->output with the profile's name before its ending. The worst exit code.
 */
int places_run(struct options *o, const struct home *home, int (*run)(struct options *, void *),
	       void *user);

#endif
