// SPDX-License-Identifier: MIT
/*
 * sleep.c - a program that does nothing, for long.
 *
 * Goal:  the worker waits longer than the exercise allows.
 * Means: sleeping takes no time of the processor, so that no limit of it is ever reached; the
 *        worker is occupied, and paid for, all the same.
 */
#include "attacks/attack.h"

#include <unistd.h>

#define SECONDS 6

static enum claim run(const struct brief *b)
{
	attempting(b);
	sleep(SECONDS);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the worker waits longer than allowed",
	.means = "sleep: no limit of the processor sees it",
	.oracle = "usage:time",
	.attack_id = "T1499.003, CWE-400",
	.remedy = "a wall clock outside the program",
	.run = run,
};
