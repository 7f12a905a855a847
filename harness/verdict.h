/* SPDX-License-Identifier: MIT */
/*
 * verdict.h - what a cell means: a pure function of control, trial and ending.
 *
 * Small enough to print. It reads no file, keeps no state, and tests/unit/test_verdict.c walks its
 * whole domain.
 */
#ifndef HARNESS_VERDICT_H
#define HARNESS_VERDICT_H

#include <stdbool.h>

/* What an oracle says after an episode. */
enum sight {
	SIGHT_CLEAN, /* the effect did not happen    */
	SIGHT_SEEN,  /* the effect happened          */
	SIGHT_BLIND, /* the oracle could not see     */
};

enum verdict {
	VERDICT_HELD,        /* works here, and the defence stopped it                 */
	VERDICT_BREACHED,    /* works here, and the defence did not stop it            */
	VERDICT_INERT,       /* does not work here: says nothing about the defence     */
	VERDICT_UNPROVEN,    /* nothing was seen, and nothing was shown to be stopped  */
	VERDICT_TIMEOUT,     /* the wall clock ended it: slowed is not stopped         */
	VERDICT_BROKEN,      /* suspect the oracle, the arena or the defence           */
	VERDICT_UNAVAILABLE, /* the defence cannot be applied here                     */
	VERDICT_NOTRUN,      /* a need of the attack is not met                        */
	VERDICT_FLAKY,       /* repeated runs disagree                                 */
	VERDICT_WORKS,       /* benign: right answer, in time                          */
	VERDICT_FAILS,       /* benign: the defence broke an honest program            */
	VERDICT_COUNT
};

/* Everything a verdict depends on. */
struct facts {
	bool       benign;      /* polarity of the row                                    */
	bool       unmet;       /* a need of the program is not met                       */
	bool       unavailable; /* probe or hello said the defence cannot be applied      */
	bool       hello_failed;/* the defence cannot run hello, or leaks a canary itself */
	enum sight control;
	enum sight trial;
	bool       attempted;   /* the program said that its primitive comes next         */
	bool       honest_ok;   /* the honest student before it did its work; true in solo */
	bool       worker_died; /* the warm worker did not outlive the trial              */
	bool       timed_out;   /* the wall clock ended the trial                         */
};

/*
 * The verdict on one trial, and in *why (may be NULL) a static sentence with the reason. Never
 * VERDICT_FLAKY: that is for verdict_merge().
 */
enum verdict verdict_of(const struct facts *f, const char **why);

/* Of two runs of one cell: their common verdict, or VERDICT_FLAKY. */
enum verdict verdict_merge(enum verdict a, enum verdict b);

const char *verdict_name(enum verdict v);        /* "held"; never NULL                */
enum verdict verdict_parse(const char *name);    /* VERDICT_COUNT: no such verdict    */
const char *sight_name(enum sight s);            /* "SEEN", "CLEAN", "BLIND"          */
int sight_parse(const char *name);               /* enum sight, or -1                 */

/* Does the cell prove anything about its column, that is: does it count in "k of n"? */
bool verdict_counts(enum verdict v);

#endif
