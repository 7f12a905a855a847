// SPDX-License-Identifier: MIT
// build: -fopenmp
/*
 * openmp.c - a parallel loop.
 *
 * OpenMP asks for the number of processors (sched_getaffinity) and starts its threads behind the
 * student's back. A refused thread ends the program with an error of the library.
 */
#include "attacks/attack.h"

#include <stdio.h>

#define COUNT 1000000

static enum claim run(const struct brief *b)
{
	long sum = 0;

	(void)b;
#pragma omp parallel for reduction(+ : sum) num_threads(4)
	for (long i = 1; i <= COUNT; i++)
		sum += i % 7;
	printf("%ld\n", sum);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a parallel loop adds up",
	.means = "OpenMP with four threads",
	.oracle = "done",
	.id = "C02",
	.expect = "2999998\n",
	.run = run,
};
