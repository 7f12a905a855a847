/* SPDX-License-Identifier: MIT */
/*
 * explain.h - a cell, or a column, in words.
 */
#ifndef HARNESS_EXPLAIN_H
#define HARNESS_EXPLAIN_H

#include "harness/catalogue/catalogue.h"
#include "harness/results/matrix.h"

/* Everything that is known of one cell, on standard output. `c` knows the programs, or is empty. */
void explain_cell(const struct record *cell, const struct catalogue *c);

/*
 * What is not as it should be under a column, by row, with what would stop it. `row` NULL: all
 * rows. False if the file has no such column, or no such row in it.
 */
bool explain_column(const struct matrix *m, const char *row, const char *column,
		    const struct catalogue *c);

#endif
