/* SPDX-License-Identifier: MIT */
/*
 * bench_csv.h - what `bench-report --csv` prints, read back. Medians and intervals are worked out
 * there and nowhere else.
 */
#ifndef HARNESS_BENCH_CSV_H
#define HARNESS_BENCH_CSV_H

#include <stddef.h>

#include "lib/err.h"

/* One line: a program started (or a call made) under a variant, beside bare. */
struct cost {
	char  *type, *program, *variant, *unit;
	double median, added, added_low, added_high; /* added to bare, with its 95 % interval */
};

struct costs {
	struct cost *list;
	size_t count;
};

/* 0, or -errno with "FILE:LINE: what" in *e. Free in both cases. */
int costs_read(const char *path, struct costs *c, struct err *e);
void costs_free(struct costs *c);

/* NULL: not measured. */
const struct cost *costs_find(const struct costs *c, const char *type, const char *program,
			      const char *variant);

#endif
