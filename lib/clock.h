/* SPDX-License-Identifier: MIT */
/*
 * clock.h - time that only goes forward.
 */
#ifndef LIB_CLOCK_H
#define LIB_CLOCK_H

#include <time.h>

/* Milliseconds of CLOCK_MONOTONIC. */
static inline double clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

#endif
