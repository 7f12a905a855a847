/* SPDX-License-Identifier: MIT */
/*
 * allowance.h - the time and the memory that the exercise allows, which a column passes on to its
 * tool: the words {cpu}, {wall} and {mib:N} in a .defence file. Every column gets the same, so that
 * a row compares what the limits are worth and not how they were chosen.
 */
#ifndef HARNESS_ALLOWANCE_H
#define HARNESS_ALLOWANCE_H

#include <stdbool.h>

struct allowance {
	unsigned cpu, wall; /* seconds */
	unsigned instance;  /* MiB that all in the instance share; 0: enough for everybody */
};

/*
 * Enough for honest work on a busy machine; one second of each where the time itself is `judged`,
 * since a hog has to go far beyond what it is allowed, and every cell costs what it takes.
 */
struct allowance allowance(bool judged);

/*
 * N MiB of memory are what a column allows where there is enough, as on the host. In a small
 * instance that would be more than there is, and the wall would never be reached: there it is the
 * same share of what is left beside the worker, three quarters of the instance for 256.
 */
unsigned allowance_mib(struct allowance a, unsigned mib);

/* A copy of `text` with {cpu}, {wall} and {mib:N} replaced. malloc'd; NULL: no memory. */
char *allowance_fill(struct allowance a, const char *text);

#endif
