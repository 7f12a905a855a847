/* SPDX-License-Identifier: MIT */
/*
 * matrix.h - what a results file says, as rows and columns.
 *
 * A square is one row under one column: how many of the attacks that are proven to work here did
 * the column hold. An attack that does not work undefended says nothing and is not counted; one
 * that was not shown to be stopped (unproven, timeout) is counted and not held. A column that
 * stands on another (`beyond`) is credited only with what the other alone does not hold.
 */
#ifndef HARNESS_MATRIX_H
#define HARNESS_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/results.h"
#include "harness/verdict.h"

enum symbol {
	SYMBOL_ALL,         /* all held; benign: all work                       */
	SYMBOL_SOME,
	SYMBOL_NONE,
	SYMBOL_NOTHING,     /* nothing proven                                   */
	SYMBOL_UNAVAILABLE, /* the defence cannot be applied here               */
	SYMBOL_SUSPECT,     /* a cell is broken or flaky                        */
};

struct square {
	size_t held, proven; /* k of n; for a benign row: works, of those that work undefended */
	size_t beyond;       /* held, but by the column it stands on too: not in k, not in n   */
	size_t silent;       /* inert or not run: they say nothing                             */
	size_t unavailable, suspect;
	const json_t **cells; /* all cells of the square, in the order of the file            */
	size_t cell_count;
	/* The first by id, as examples: of the counted cells with this verdict, of `beyond`. */
	const json_t *first[VERDICT_COUNT], *first_beyond;
};

struct matrix_row {
	const char *name, *blurb;
	bool benign;
};

struct matrix_column {
	const char *name, *group, *summary;
	const char *beyond; /* NULL, or a column that is in the file too */
};

struct matrix {
	const struct results *results; /* borrowed, strings and all: must outlive the matrix */
	struct matrix_row    *rows;    /* those that have cells */
	struct matrix_column *columns; /* likewise, in display order */
	size_t                row_count, column_count;
	struct square        *squares; /* row by row */
};

/* 0 or -errno. */
int matrix_build(struct matrix *m, const struct results *r, struct err *e);
void matrix_free(struct matrix *m);

const struct square *matrix_at(const struct matrix *m, size_t row, size_t column);
/* By name; NULL if the file has no such row or column. */
const struct square *matrix_find(const struct matrix *m, const char *row, const char *column);

/* All rows of one kind under a column, added up: its counts only, no cells. */
struct square matrix_sum(const struct matrix *m, size_t column, bool benign);

enum symbol square_symbol(const struct square *s);
const char *symbol_name(enum symbol s); /* "all", "some", ... for machines */

/* The cell of this attack under this defence in a results file, or NULL. */
const json_t *results_cell(const struct results *r, const char *attack, const char *defence);

#endif
