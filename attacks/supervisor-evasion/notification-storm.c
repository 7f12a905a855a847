// SPDX-License-Identifier: MIT
/*
 * notification-storm.c - somebody else does the work.
 *
 * Goal:  more of the processor than the exercise allows, and hardly any of it one's own.
 * Means: each call that a supervisor decides on takes it a wake-up, a look at our memory and an
 *        answer, and us no time at all: we wait. RLIMIT_CPU is charged with our part. The file is
 *        our own and the answer is always yes; without a supervisor all of it takes a moment.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#define CALLS	300000
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
	for (int i = 0; i < CALLS && now() < end; i++) {
		int fd = open(b->name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

		if (fd < 0)
			return denied("open");
		close(fd);
	}
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more time of the processor than allowed, most of it the supervisor's",
	.means = "300000 calls of open(2) on which the supervisor decides",
	.oracle = "usage:cpu",
	.control = "notify",
	.needs = NEED_NOTIFY,
	.id = "CPU-13",
	.attack_id = "T1499.003, CWE-400,CWE-406",
	.remedy = "the supervisor's time counts as the program's; a wall clock; kernel rules",
	.refs = (const char *const[]){ "seccomp_unotify(2)", NULL },
	.run = run,
};
