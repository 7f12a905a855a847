/* SPDX-License-Identifier: MIT */
/*
 * targets.h - the numbers this project set itself, and whether a run reaches them.
 */
#ifndef BENCH_TARGETS_H
#define BENCH_TARGETS_H

#include "bench/read.h"
#include "bench/stats.h"

struct target {
	const char *what;
	const char *type, *program, *variant;
	enum compare how;       /* with bare                         */
	double at_most;
	const char *unit;
};

/* Ends with a NULL `what`. */
extern const struct target targets[];

enum reached { TARGET_REACHED, TARGET_MISSED, TARGET_UNDECIDED, TARGET_UNMEASURED };

/* Undecided: the interval holds the target, so another run may say the other thing. */
enum reached target_judge(const struct target *, const struct bench_file *, struct estimate *);

#endif
