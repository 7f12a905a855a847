/* SPDX-License-Identifier: MIT */
/*
 * sources.h - what the findings are drawn from.
 */
#ifndef HARNESS_SOURCES_H
#define HARNESS_SOURCES_H

#include "harness/reports/claims.h"
#include "harness/results/bench_csv.h"

struct sources {
	const struct matrix *matrix;
	const struct claims *claims; /* compared with it: the paper's own table */
	const struct costs  *costs;  /* NULL: no benchmark is given             */
	const json_t *surface;       /* a column of `ordeal surface`; NULL: none is given */
};

#endif
