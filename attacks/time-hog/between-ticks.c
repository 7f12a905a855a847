// SPDX-License-Identifier: MIT
/*
 * between-ticks.c - asleep whenever the teacher looks.
 *
 * Goal:  more of the processor than the exercise allows.
 * Means: where the kernel counts time by ticks, RLIMIT_CPU is charged, and looked at, when a
 *        tick interrupts the program, a whole tick at a time. Ticks come on the beat, and the
 *        coarse clock moves at each of them: the program listens for the beat, then works from
 *        just after a tick until just before the next one, and sleeps through it. For the limit
 *        it hardly ever runs.
 *
 *     tick     |                |                |
 *     program   ##############   ##############   ##############
 *
 * The scheduler's own books, and so a cgroup's and wait4(2)'s, are kept by the nanosecond.
 */
#include "attacks/attack.h"

#include <stdint.h>
#include <sys/prctl.h>
#include <time.h>

#define SECONDS 9
#define BEATS   20
#define NS      1000000000ll

static int64_t now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * NS + t.tv_nsec;
}

static void sleep_until(int64_t ns)
{
	struct timespec t = { .tv_sec = ns / NS, .tv_nsec = ns % NS };

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
}

/* When in a period the tick comes. Who is kept off the processor sees it late: take the first. */
static int64_t listen_for_beat(int64_t period)
{
	int64_t beat = period;

	for (int i = 0; i < BEATS; i++) {
		int64_t before = now(CLOCK_MONOTONIC_COARSE), phase;

		while (now(CLOCK_MONOTONIC_COARSE) == before)
			;
		phase = now(CLOCK_MONOTONIC) % period;
		if (phase < beat)
			beat = phase;
	}
	return beat;
}

static enum claim run(const struct brief *b)
{
	int64_t end = now(CLOCK_MONOTONIC) + SECONDS * NS, period, beat, at;
	struct timespec tick;

	clock_getres(CLOCK_MONOTONIC_COARSE, &tick);
	period = tick.tv_nsec;
	prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0); /* wake when told; refused, it wakes 50 us later */
	attempting(b);
	beat = listen_for_beat(period);
	while ((at = now(CLOCK_MONOTONIC)) < end) {
		int64_t next = at - (at - beat) % period + period;

		while (now(CLOCK_MONOTONIC) < next - period / 6)
			;
		sleep_until(next + period / 20);
	}
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more time of the processor than allowed",
	.means = "it sleeps at every timer tick, the only moments RLIMIT_CPU is charged",
	.oracle = "usage:cpu",
	.attack_id = "T1499.003, CWE-400",
	.remedy = "a wall clock; a limit on what the scheduler counts, as wait4(2) or a cgroup say "
		  "it",
	.refs = (const char *const[]){ "D. Tsafrir, Y. Etsion, D. Feitelson: Secretly Monopolizing "
				       "the CPU Without "
				       "Superuser Privileges, USENIX Security 2007",
				       "kernel/time/posix-cpu-timers.c: check_process_timers",
				       NULL },
	.run = run,
};
