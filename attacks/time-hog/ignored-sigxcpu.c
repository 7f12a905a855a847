// SPDX-License-Identifier: MIT
/*
 * ignored-sigxcpu.c - the warning is not taken.
 *
 * Goal:  more of the processor than the exercise allows.
 * Means: at the soft limit of RLIMIT_CPU the kernel sends SIGXCPU, once a second, and any signal
 *        but SIGKILL can be ignored. SIGKILL comes at the hard limit, which those who set only the
 *        soft one leave at "unlimited".
 */
#include "attacks/attack.h"

#include <signal.h>
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
	if (signal(SIGXCPU, SIG_IGN) == SIG_ERR)
		return denied("signal");
	while (now() < end)
		;
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more time of the processor than allowed",
	.means = "SIGXCPU is ignored: a soft RLIMIT_CPU is a request",
	.oracle = "usage:cpu",
	.id = "CPU-04",
	.attack_id = "T1499.003, CWE-400",
	.remedy = "a hard limit that is the soft one; a wall clock",
	.refs = (const char *const[]){ "setrlimit(2)", "signal(7)", NULL },
	.run = run,
};
