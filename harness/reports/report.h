/* SPDX-License-Identifier: MIT */
/*
 * report.h - the same measurements for a terminal, a README, a spreadsheet, a program.
 *
 * A reporter is one file, report_<name>.c, with one const struct at its end, and its name in
 * reporters.c. Reports are made from a results file, at any later time too.
 */
#ifndef HARNESS_REPORT_H
#define HARNESS_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "harness/reports/claims.h"
#include "harness/results/matrix.h"

struct catalogue;
struct gate;

struct report {
	const struct matrix *matrix;
	const struct claims *claims; /* compared; NULL: no comparison is asked for */
	const struct catalogue *catalogue; /* what the attacks are; NULL: it is not asked for */
	const struct gate *gate;     /* compared with what is expected; NULL: likewise */
	FILE *out;
	FILE *summary;               /* where a CI server takes a summary; NULL    */
	const char *column;          /* the one that a badge is about; NULL: answer_shown() */
	bool  colour;
	size_t width;                /* columns of the terminal; 0: no limit       */
};

/* Each slot returns 0 or -errno, and may be NULL. */
struct reporter {
	const char *name;
	bool judges;                 /* it says what is not as expected, by report.gate: it is
					`ordeal report` that has it, not `ordeal matrix` */
	bool page;                   /* it is for people: it wants report.catalogue, and judges only
					where somebody says what is expected             */
	bool programs;               /* it judges, and wants report.catalogue            */
	bool summary;                /* it can fill report.summary                       */
	int (*begin)(const struct report *);
	int (*cell)(const struct report *,
		    const struct record *); /* each, in the order of the file */
	int (*end)(const struct report *);
	int (*against)(const struct report *); /* instead of these three, with report.claims */
};

/* Write the whole report. 0, -ENOTSUP if this reporter cannot compare, -errno of writing. */
int report_write(const struct reporter *r, const struct report *what);

/* Pieces that reporters share. */

/* How a square is shown where one character stands for it, one column wide; in words. */
const char *symbol_glyph(enum symbol s);
const char *symbol_meaning(enum symbol s);

/* All of them with what they mean: "✔ all held, ◐ some, ..." */
void report_symbols(FILE *out);

/* Is the row one whose squares are shown as "12/13", without a symbol? */
bool report_plain(const struct matrix_row *row, const struct square *s);

/* The lines below a matrix: what a column stops in all, and what honest programs pay for it. */
enum total { TOTAL_HELD, TOTAL_ABSENT, TOTAL_FALSE_POSITIVES, TOTALS };

extern const char *const total_names[TOTALS];

/* "85/114", "3"; empty where nothing of the kind was measured. */
void report_total(char *text, size_t size, const struct matrix *m, size_t column, enum total t);

/* Is the line worth printing? One row of attacks needs no sum; without honest programs, no price.
 */
bool report_has_total(const struct matrix *m, enum total t);

#define REPORT_ABSENT "not expressible: what the attack needs does not exist in the column's " \
		      "language. Nothing was stopped, and it is not in n."

#define REPORT_BENIGN "benign: k of the n honest programs that work undefended still work; the " \
		      "others are the column's false positives."

/* One sentence on why a claim and a measurement differ; to be freed. NULL: no memory. */
char *report_difference(const struct comparison *c, const struct matrix *m);

/*
 * A sentence on the columns of the table that are not the claimant's own, and how many fields they
 * have; to be freed. NULL: there are none, or no memory.
 */
char *report_own_claims(const struct claims *c);

/* In words what was measured: "5 of 7 held"; to be freed. */
char *report_measured(const struct square *s);

/* Which columns hold things that are to another's credit. Names are put by `put`. */
void report_credits(FILE *out, const struct matrix *m, void (*put)(FILE *, const char *));

/* When, where and how fast the cells were measured: one line; nothing, if the file does not say. */
void report_origin(FILE *out, const struct results *r, void (*put)(FILE *, const char *));

/* The table alone, as a terminal shows it, cut into blocks where it is too wide. 0 or -errno. */
int report_text_blocks(const struct report *r);

/* NULL, or one line for people: the file is incomplete, interrupted. */
const char *report_doubt(const struct results *r);

#endif
