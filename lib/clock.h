/* SPDX-License-Identifier: MIT */
/*
 * clock.h - what a clock says, as one number.
 */
#ifndef LIB_CLOCK_H
#define LIB_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Nanoseconds of a clock of clock_gettime(2); 0 where there is no such clock. */
static inline uint64_t clock_ns(clockid_t clock)
{
	struct timespec t;

	if (clock_gettime(clock, &t) < 0)
		return 0;
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

/* Milliseconds of CLOCK_MONOTONIC, which only goes forward. */
static inline double clock_ms(void)
{
	return (double)clock_ns(CLOCK_MONOTONIC) / 1e6;
}

#endif
