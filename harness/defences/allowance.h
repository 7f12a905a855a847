/* SPDX-License-Identifier: MIT */
/*
 * allowance.h - the time that the exercise allows, which a column passes on to its tool: the words
 * {cpu} and {wall} in a .defence file. Every column gets the same, so that a row compares what the
 * limits are worth and not how they were chosen.
 */
#ifndef HARNESS_ALLOWANCE_H
#define HARNESS_ALLOWANCE_H

#include <stdbool.h>

struct allowance {
	unsigned cpu, wall; /* seconds */
};

/*
 * Enough for honest work on a busy machine; one second of each where the time itself is `judged`,
 * since a hog has to go far beyond what it is allowed, and every cell costs what it takes.
 */
struct allowance allowance(bool judged);

/* A copy of `text` with {cpu} and {wall} replaced. malloc'd; NULL: no memory. */
char *allowance_fill(struct allowance a, const char *text);

#endif
