/* SPDX-License-Identifier: MIT */
/*
 * versus.h - what changes where another place is: two runs under different profiles, side by side.
 */
#ifndef HARNESS_VERSUS_H
#define HARNESS_VERSUS_H

#include <stdio.h>

#include "harness/results/matrix.h"

/*
 * First the answer for each, then for the columns of both how many attacks are held in the one and
 * in the other, of the same attacks, and the cells that say something else. 0 or -errno.
 */
int versus_print(FILE *out, const struct matrix *a, const struct matrix *b);

#endif
