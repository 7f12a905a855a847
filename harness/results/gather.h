/* SPDX-License-Identifier: MIT */
/*
 * gather.h - the cells of several results files side by side.
 */
#ifndef HARNESS_GATHER_H
#define HARNESS_GATHER_H

#include <stddef.h>

#include "harness/results/record.h"

/* A cell of one of the files, which keep what it points to. */
struct gathered {
	struct record record;
	json_t *cell;
	size_t file; /* its number among them, from 0 */
};

/* All cells of n files, by attack and column, and then by file. For free(); NULL: no memory. */
struct gathered *gather(const struct results *files, size_t n, size_t *count);

#endif
