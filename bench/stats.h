/* SPDX-License-Identifier: MIT */
/*
 * stats.h - what can be said of a list of times: medians, spreads, and comparisons with intervals.
 *
 * Launch times are skewed and have outliers, so everything here is made of order statistics; a
 * mean or a standard deviation would mostly tell what else ran on the machine. Units are the
 * caller's. No function changes its input.
 */
#ifndef BENCH_STATS_H
#define BENCH_STATS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/random.h"

struct summary {
	size_t n;
	double min, q1, median, q3, max;
	double mad;             /* median of the distances from the median, not scaled */
};

/* 0; -EINVAL for n = 0, -ENOMEM. */
int stats_summarise(const double *x, size_t n, struct summary *);

/* The p-quantile of sorted values, interpolated between neighbours (type 7 of Hyndman and Fan). */
double stats_quantile(const double *sorted, size_t n, double p);

enum compare { COMPARE_RATIO, COMPARE_DIFFERENCE };

struct estimate {
	double value, low, high; /* 95 % percentile bootstrap interval */
};

/*
 * median(x) / median(base), or median(x) - median(base), with both samples drawn anew. The seed is
 * fixed: the same samples give the same interval. 0; -EINVAL for an empty sample, -ENOMEM.
 */
int stats_compare(const double *x, size_t n, const double *base, size_t m, enum compare how,
		  struct estimate *);

/* Second half over first half, in the order measured: 1 where nothing drifted. */
int stats_drift(const double *x, size_t n, struct estimate *);

#endif
