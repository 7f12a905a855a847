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
#include <stddef.h>

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
	VERDICT_ABSENT,      /* the language there lacks its means: it cannot be expressed */
	VERDICT_UNPROVEN,    /* nothing was seen, and nothing was shown to be stopped  */
	VERDICT_TIMEOUT,     /* the wall clock ended it: slowed is not stopped         */
	VERDICT_BROKEN,      /* suspect the oracle, the arena or the defence           */
	VERDICT_UNAVAILABLE, /* the defence cannot be applied here                     */
	VERDICT_NOTRUN,      /* a need of the attack is not met                        */
	VERDICT_FAULT,       /* the machine failed, again and again: nothing was measured */
	VERDICT_FLAKY,       /* repeated runs disagree, and neither side is shown      */
	VERDICT_WORKS,       /* benign: right answer, in time                          */
	VERDICT_FAILS,       /* benign: the defence broke an honest program            */
	VERDICT_COUNT
};

/* Everything a verdict depends on. */
struct facts {
	bool       benign;      /* polarity of the row                                    */
	bool       unmet;       /* a need of the program is not met                       */
	bool       unavailable; /* probe or hello said the defence cannot be applied      */
	bool       dead;        /* the defence cannot even start hello: it got no trial    */
	bool       fault;       /* the machine failed: no arena, no instance              */
	bool       hello_failed;/* the defence cannot run hello, or leaks a canary itself */
	enum sight control;     /* SEEN: in one of its runs at least                      */
	bool       wavers;      /* the control was SEEN in some of its runs, not in all   */
	bool       crashed;     /* the control crashed before its primitive, in all of them */
	bool       alone;       /* it wants somebody at work beside it, and nobody is here */
	bool       starved;     /* the instance had not memory enough for the control      */
	enum sight trial;
	bool       absent;      /* it, or the honest student, said that its means does not exist */
	bool       attempted;   /* the program said that its primitive comes next         */
	bool       honest_ok;   /* the honest student before it did its work; true in solo */
	bool       worker_died; /* the warm worker did not outlive the trial              */
	bool       timed_out;   /* the wall clock ended the trial                         */
	bool       near;        /* its figure lies within the margin of its threshold     */
	bool       control_near;/* the control's does, in all of its runs                 */
};

/* The verdict on one run of a cell. */
struct ruling {
	enum verdict verdict;
	bool near; /* unproven, as the figure lay within the margin: another run may say more */
	const char *why; /* a static sentence with the reason                                     */
};

/* A function of the facts alone: it looks at nothing else, and never fails. */
struct ruling verdict_of(const struct facts *f);

/*
 * Of all runs of a cell, one or more. Never a vote: one breach outside the margin is a breach,
 * whatever the others say; and the machine's faults say nothing.
 */
struct ruling verdict_over(const struct ruling *runs, size_t n);

/* Would one more run make that clearer? At most three times more than was asked for. */
bool verdict_wants_more(const struct ruling *runs, size_t n);

const char *verdict_name(enum verdict v);        /* "held"; never NULL                */
enum verdict verdict_parse(const char *name);    /* VERDICT_COUNT: no such verdict    */
const char *sight_name(enum sight s);            /* "SEEN", "CLEAN", "BLIND"          */
int sight_parse(const char *name);               /* enum sight, or -1                 */

/* Does the cell prove anything about its column, that is: does it count in "k of n"? */
bool verdict_counts(enum verdict v);

/* Does it count, and is neither held nor works: is it to be told of a column? */
bool verdict_falls_short(enum verdict v);

#endif
