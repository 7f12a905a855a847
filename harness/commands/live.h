/* SPDX-License-Identifier: MIT */
/*
 * live.h - the matrix on the terminal while it is being measured: all of it from the start, each
 * square with what is known of it so far. `ordeal matrix` prints the real one afterwards.
 */
#ifndef HARNESS_LIVE_H
#define HARNESS_LIVE_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "harness/run/campaign.h"

struct live_square {
	size_t planned, told; /* cells                                           */
	size_t good, proven;  /* held of those that prove anything; works of all */
	size_t suspect;       /* broken, flaky                                   */
};

struct live {
	const char **rows, **columns;   /* borrowed from the campaign               */
	size_t       row_count, column_count;
	struct live_square *squares;    /* row by row                               */
	int          name_width, width; /* of the names of rows; of one square      */
	int          head_lines, lines; /* of the names of columns; of all          */
	bool         colour, drawn;
	double       last_ms;
};

/* False: the terminal is none, or too small; then nothing is drawn. */
bool live_begin(struct live *l, const struct campaign *c);

/* One cell, as it is written. */
void live_take(struct live *l, const struct record *cell);

/* Wipe it: what is printed next stands where it stood. */
void live_end(struct live *l);

/* The name of a column, cut into lines of `width`: line `n` of it, without a NUL in text[]. */
int live_head(const char *name, int width, int n, const char **text);

#endif
