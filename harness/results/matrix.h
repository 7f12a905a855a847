/* SPDX-License-Identifier: MIT */
/*
 * matrix.h - what a results file says, as rows and columns.
 *
 * A square is one row under one column: how many of the attacks that are proven to work here did
 * the column hold. An attack that does not work undefended says nothing and is not counted; one
 * that was not shown to be stopped (unproven, timeout) is counted and not held. A column that
 * contains another (its `baseline`) is credited only with what the other alone does not hold. Every
 * column but the null stands on the null, where it names no other: what `none` holds too (an attack
 * on a worker that runs students in its own process) is nobody's merit. And `none` itself must hold
 * nothing, which is asked of the attacks whose control it is: others are `elsewhere`.
 */
#ifndef HARNESS_MATRIX_H
#define HARNESS_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/results/record.h"

/* The column that is the control where an attack names no other. */
#define NULL_COLUMN "none"

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
	size_t shared;       /* held, but by its baseline too: not in k, not in n              */
	size_t elsewhere;    /* of the null: their control is another column, likewise         */
	size_t silent;       /* inert or not run: they say nothing                             */
	size_t absent;       /* cannot be expressed there: counted apart                       */
	size_t unavailable, suspect;
	const struct record **cells; /* all cells of the square, in the order of the file     */
	size_t cell_count;
	/* The first by id, as examples: of the counted cells with this verdict, of `shared`. */
	const struct record *first[VERDICT_COUNT], *first_shared;
};

struct matrix_row {
	const char *name, *blurb;
	bool benign;
};

struct matrix_column {
	const char *name, *group, *summary;
	const char *baseline; /* NULL for the null; the file need not have that column */
};

struct matrix {
	const struct results *results; /* borrowed, strings and all: must outlive the matrix */
	struct records records;        /* the same, as fields */
	struct matrix_row    *rows;    /* those that have cells */
	struct matrix_column *columns; /* likewise, in display order */
	size_t                row_count, column_count;
	struct square        *squares; /* row by row */
};

/* 0 or -errno. */
int matrix_build(struct matrix *m, const struct results *r, struct err *e);
void matrix_free(struct matrix *m);

/* Both numbers must be below the counts. The matrix keeps it. */
const struct square *matrix_at(const struct matrix *m, size_t row, size_t column);
/* By name; NULL if the file has no such row or column. */
const struct square *matrix_find(const struct matrix *m, const char *row, const char *column);

/* The number of a column; m->column_count: there is none of that name. */
size_t matrix_column(const struct matrix *m, const char *name);

/* Add the counts of `s`; `cells` and the examples of `sum` stay as they are. */
void square_add(struct square *sum, const struct square *s);

/* All rows of one kind under a column, added up: its counts only, no cells. */
struct square matrix_sum(const struct matrix *m, size_t column, bool benign);

/* Is this cell left out of the null's square, since another column is its control? */
bool matrix_elsewhere(const struct matrix *m, const struct record *cell);

/* What stands in the square. */
enum symbol square_symbol(const struct square *s);
/* What the symbol would be if what is shared with the baseline were credited too. */
enum symbol square_uncredited(const struct square *s);
const char *symbol_name(enum symbol s); /* "all", "some", ... for machines */

#endif
