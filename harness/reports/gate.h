/* SPDX-License-Identifier: MIT */
/*
 * gate.h - a results file against what is expected: which cells got worse.
 */
#ifndef HARNESS_GATE_H
#define HARNESS_GATE_H

#include "harness/results/about.h"
#include "harness/results/expected.h"
#include "harness/results/record.h"
#include "harness/results/recorded.h"

struct finding {
	const struct record *cell;      /* NULL: there is a line, but the file has no such cell */
	const struct about *about;      /* of its file: what it was run with; NULL without a cell */
	const char *attack, *defence;
	const struct expectation *line; /* NULL: none; the cell has to hold                     */
	enum verdict expected, measured;/* measured: VERDICT_COUNT without a cell               */
	enum change change;
	bool expired;                   /* it was accepted until before the day of the run      */
	unsigned bad, runs;             /* how often it was worse or unmeasured, of how many    */
};

/* A column that ran another command than the one it was recorded with. */
struct other_command {
	const char *defence;
	const char *was;                /* of its expectations                                  */
	char *is;
};

struct gate {
	struct finding  *cells;         /* for each cell, by attack, then by column             */
	size_t           count;
	struct finding  *gone;          /* lines without a cell, in columns that the file has   */
	size_t           gone_count;
	char           **absent;        /* columns with expectations that the file has not      */
	struct other_command *commands; /* columns whose name means something else than it did  */
	size_t           command_count;
	size_t           by_change[CHANGE_COUNT];
	struct expected *columns;       /* owns the lines                                       */
	size_t           column_count;
	struct recorded  recorded;
	struct records   records;       /* what the findings point to                           */
	struct about     about;
	const char      *doubt;         /* NULL, or why the file is incomplete                  */
};

/*
 * Compare `r`, which must outlive *g, with the files in `dir` for its profile. With `dir` NULL
 * nothing is accepted: what proves anything has to hold, and what proves nothing is let pass.
 * 0, or -errno with a sentence in *e: no expectations for the profile, a broken file.
 */
int gate_judge(struct gate *g, const struct results *r, const char *dir, struct err *e);
void gate_free(struct gate *g);

/*
 * One cell, on that day, against its column's expectations; NULL: nothing is accepted. Runs that
 * disagree are no vote: one breach is a breach. But what a busy machine may cause (an honest
 * program that fails, an attack that was not shown to be stopped, what could not be measured)
 * counts only if it came again: one run of several is CHANGE_ONCE.
 */
struct finding gate_cell(const struct record *cell, const struct expected *column,
			 const struct recorded *recorded, const char *day);

/* Worse goes before not measured, not measured before news: EXIT_WORSE, EXIT_UNMEASURED, ... */
int gate_exit(const struct gate *g, bool strict);

/*
 * "fork-bomb/clone3 under env: expected held, measured breached in 2 of 4 runs"; to be freed. NULL:
 * no memory.
 */
char *finding_sentence(const struct finding *f);
/* "ordeal replay fork-bomb/clone3 env", safe to paste into a shell; to be freed. */
char *finding_replay(const struct finding *f);

#endif
