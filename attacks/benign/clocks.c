// SPDX-License-Identifier: MIT
/*
 * clocks.c - how long did it take, and what day is it?
 *
 * clock, times, getrusage, clock_gettime, nanosleep, mktime and strftime. An allow list that was
 * traced where the vDSO answers has no clock_gettime(2) and fails on machines where it does not.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <sys/resource.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	struct tm day = { .tm_year = 100, .tm_mon = 1, .tm_mday = 28, .tm_hour = 12 };
	const struct timespec nap = { .tv_nsec = 5 * 1000 * 1000 };
	struct timespec before, after, grain;
	volatile double x = 1;
	struct rusage use;
	struct tms ticks;
	char text[64];
	long ns;

	(void)b;
	if (clock_gettime(CLOCK_MONOTONIC, &before) || nanosleep(&nap, NULL) ||
	    clock_gettime(CLOCK_MONOTONIC, &after) ||
	    clock_getres(CLOCK_PROCESS_CPUTIME_ID, &grain))
		return failed("clock_gettime, nanosleep");
	ns = (after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec - before.tv_nsec;
	while (clock() < CLOCKS_PER_SEC / 100)
		x = x * 1.000001;
	if (times(&ticks) == (clock_t)-1 || getrusage(RUSAGE_SELF, &use))
		return failed("times, getrusage");
	printf("slept %d, worked %d, grew %d\n", ns >= nap.tv_nsec,
	       use.ru_utime.tv_usec + use.ru_stime.tv_usec + use.ru_utime.tv_sec > 0,
	       use.ru_maxrss > 0);
	day.tm_mday += 2; /* mktime knows leap years */
	mktime(&day);
	strftime(text, sizeof(text), "%Y-%m-%d, a %A, day %j", &day);
	puts(text);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "time is measured and dates are computed",
	.means = "clock_gettime(2), clock(3), getrusage(2), mktime(3)",
	.oracle = "done",
	.expect = "slept 1, worked 1, grew 1\n2000-03-01, a Wednesday, day 061\n",
	.run = run,
};
