/* SPDX-License-Identifier: MIT */
/*
 * rest.h - below a matrix of a part: what was not measured now, from another results file, and said
 * to be that.
 */
#ifndef HARNESS_REST_H
#define HARNESS_REST_H

#include "harness/defences/defence.h"
#include "harness/reports/report.h"

/*
 * Print to r->out what `reference` has and r->matrix does not: for its columns the other rows,
 * added up; then, for its rows, the other columns that are stacks or in `known` main ones. Nothing,
 * where nothing is missing. 0 or -errno.
 */
int rest_print(const struct report *r, const struct matrix *reference,
	       const struct defences *known);

#endif
