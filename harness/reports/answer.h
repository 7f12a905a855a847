/* SPDX-License-Identifier: MIT */
/*
 * answer.h - the answer first: what can be put on in this place, and what that is worth.
 */
#ifndef HARNESS_ANSWER_H
#define HARNESS_ANSWER_H

#include <stdio.h>

#include "harness/results/matrix.h"

/*
 * A line for each reason why layers cannot be put on, and one on the strongest stack that can: what
 * it holds and what it breaks, with the next one where that is nearly as strong. Nothing where the
 * file has no stacks.
 */
void answer_print(FILE *out, const struct matrix *m);

/* The stack that holds most, of those that can be put on; m->column_count: none. */
size_t answer_strongest(const struct matrix *m);

/* The column that a reader came for: one of their own, else the strongest stack. "": none. */
const char *answer_shown(const struct matrix *m);

/* Can every layer and stack of the file be put on? */
bool answer_all_load(const struct matrix *m);

#endif
