/* SPDX-License-Identifier: MIT */
/*
 * gate.h - a results file against what is expected: which cells got worse.
 */
#ifndef HARNESS_GATE_H
#define HARNESS_GATE_H

#include "harness/expected.h"
#include "harness/results.h"

struct finding {
	const json_t *cell;             /* NULL: there is a line, but the file has no such cell */
	const json_t *meta;             /* of its file: what it was run with; NULL without a cell */
	const char *attack, *defence;
	const struct expectation *line; /* NULL: none; the cell has to hold                     */
	enum verdict expected, measured;/* measured: VERDICT_COUNT without a cell               */
	enum change change;
	bool expired;                   /* it was accepted until before the day of the run      */
};

struct gate {
	struct finding  *cells;         /* for each cell, by attack, then by column             */
	size_t           count;
	struct finding  *gone;          /* lines without a cell, in columns that the file has   */
	size_t           gone_count;
	char           **absent;        /* columns with expectations that the file has not      */
	size_t           by_change[CHANGE_COUNT];
	struct expected *columns;       /* owns the lines                                       */
	size_t           column_count;
	const char      *doubt;         /* NULL, or why the file is incomplete                  */
};

/*
 * Compare `r`, which must outlive *g, with the files in `dir` for its profile. With `dir` NULL
 * nothing is accepted: what proves anything has to hold, and what proves nothing is let pass.
 * 0, or -errno with a sentence in *e: no expectations for the profile, a broken file.
 */
int gate_judge(struct gate *g, const struct results *r, const char *dir, struct err *e);
void gate_free(struct gate *g);

/* Worse goes before not measured, not measured before news: EXIT_WORSE, EXIT_UNMEASURED, ... */
int gate_exit(const struct gate *g, bool strict);

/* "fork-bomb/clone3 under env: expected held, measured breached"; to be freed. NULL: no memory. */
char *finding_sentence(const struct finding *f);
/* "ordeal replay fork-bomb/clone3 env", safe to paste into a shell; to be freed. */
char *finding_replay(const struct finding *f);

#endif
