// SPDX-License-Identifier: MIT
/*
 * unmourned-children.c - processor time that enters nobody's books.
 *
 * Goal: more of the processor than the exercise allows.
 * Means: a parent that ignores SIGCHLD waits for no child, and what a child used is added to
 * nobody's sum when it ends. Who adds up those that live and those that were waited for sees one
 * leg of the relay at a time; RLIMIT_CPU sees no more.
 */
#include "attacks/attack.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LEG_MS = 300, SECONDS = 9 };

static long ms(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static enum claim run(const struct brief *b)
{
	long end = ms(CLOCK_MONOTONIC) + SECONDS * 1000;

	attempting(b);
	signal(SIGCHLD, SIG_IGN);
	while (ms(CLOCK_MONOTONIC) < end) {
		pid_t child = fork();

		if (child < 0)
			return denied("fork");
		if (child == 0) {
			while (ms(CLOCK_PROCESS_CPUTIME_ID) < LEG_MS)
				continue;
			_exit(0);
		}
		while (wait(NULL) > 0)
			continue; /* ECHILD, once all have ended; no status, no usage */
	}
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more time of the processor than allowed",
	.means = "children in turns, of a parent that ignores SIGCHLD: their time is added to no "
		 "one's",
	.oracle = "usage:cpu",
	.attack_id = "T1499.003, CWE-400",
	.remedy =
		"remember what each process had used when it was last seen; a wall clock; a cgroup",
	.refs = (const char *const[]){ "wait(2): SIGCHLD ignored, and times(2)", NULL },
	.run = run,
};
