// SPDX-License-Identifier: MIT
/*
 * busy-loop.c - a program that never comes to an end, in its plainest form.
 *
 * Goal:  more of the processor than the exercise allows.
 * Means: a loop. Any limit worth its name ends it, of the processor or of the clock; who has none
 *        pays for it.
 */
#include "attacks/attack.h"

#include <time.h>

#define SECONDS 9

static time_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static enum claim run(const struct brief *b)
{
	time_t end = now() + SECONDS;

	attempting(b);
	while (now() < end)
		;
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more time of the processor than allowed",
	.means = "a loop without an end",
	.oracle = "usage:cpu",
	.attack_id = "T1499.003, CWE-835",
	.remedy = "RLIMIT_CPU, or a wall clock",
	.refs = (const char *const[]){ "setrlimit(2)", NULL },
	.run = run,
};
