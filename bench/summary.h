/* SPDX-License-Identifier: MIT */
/*
 * summary.h - one line of numbers, compared with bare in the same run, and what speaks against it.
 */
#ifndef BENCH_SUMMARY_H
#define BENCH_SUMMARY_H

#include "bench/read.h"
#include "bench/stats.h"

struct overhead {
	const struct series *series;
	struct summary s;
	struct estimate ratio, added; /* to bare, minus bare; NaN without a bare line */
	char doubts[160];             /* in words, "" for none                        */
};

/* 0; -EINVAL for a line without numbers, -ENOMEM. */
int overhead_of(const struct bench_file *, const struct series *, struct overhead *);

/* What speaks against the whole run, one sentence after the other with `say`. */
void run_doubts(const struct bench_file *, void (*say)(const char *sentence));

#endif
