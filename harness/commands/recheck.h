/* SPDX-License-Identifier: MIT */
/*
 * recheck.h - run --recheck: what is not as expected is run again before it counts.
 *
 * The campaign asks about each cell when its trials are in. What the gate would call worse or
 * unmeasured is then run some times more, at the end, when less else is going on; the cell is
 * written with all its runs, and the gate says its rate.
 */
#ifndef HARNESS_RECHECK_H
#define HARNESS_RECHECK_H

#include "harness/results/expected.h"
#include "harness/results/record.h"
#include "harness/results/recorded.h"

enum { RECHECK_RUNS = 3 };

struct recheck {
	const char *dir, *profile, *day;
	struct recorded  recorded;
	struct expected *columns; /* read as their first cell comes */
	char           **names;
	size_t           count;
	struct err       error;   /* the first; then nothing more is asked for */
};

/* 0 or -errno: the files of expectations cannot be read. `day`: YYYY-MM-DD. */
int recheck_begin(struct recheck *r, const char *dir, const char *profile, const char *day,
		  struct err *e);
void recheck_end(struct recheck *r);

/* Is this cell otherwise than expected, so that it must be run again? For campaign.doubt. */
bool recheck_doubts(const struct record *cell, void *recheck);

#endif
