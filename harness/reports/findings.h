/* SPDX-License-Identifier: MIT */
/*
 * findings.h - the claims of the paper, one by one, beside what was measured, as a document.
 */
#ifndef HARNESS_FINDINGS_H
#define HARNESS_FINDINGS_H

#include <stdio.h>

#include "harness/results/bench_csv.h"
#include "harness/reports/claims.h"

struct sources {
	const struct matrix *matrix;
	const struct claims *claims; /* compared with it: the paper's own table */
	const struct costs  *costs;  /* NULL: no benchmark is given             */
	const json_t *surface;       /* a column of `ordeal surface`; NULL: none is given */
};

/* Markdown. 0, or -errno of writing. */
int findings_write(const struct sources *s, FILE *out);

#endif
