/* SPDX-License-Identifier: MIT */
/*
 * question.h - the claims of the paper, each with the function that answers it.
 */
#ifndef HARNESS_QUESTION_H
#define HARNESS_QUESTION_H

#include <stdio.h>

#include "harness/reports/sources.h"

enum judgement { CONFIRMED, PARTLY, REFUTED, UNMEASURED };

struct answer {
	const struct sources *s;
	FILE *said;     /* the measurement, in sentences; the rule it is judged by */
	FILE *deciding; /* a list of cells                                         */
};

struct question {
	const char *claim;
	enum judgement (*answer)(struct answer *); /* NULL: no row or column asks it yet */
};

extern const struct question questions[]; /* ends with a claim that is NULL */

#endif
