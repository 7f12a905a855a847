/* SPDX-License-Identifier: MIT */
/*
 * expectation.h - when is a cell worse than it was accepted to be?
 *
 * What is accepted is data, reviewed like code: one line for every cell that is not held. Without a
 * line a cell has to hold, a benign program has to work. Pure functions; expected.h has the files.
 */
#ifndef HARNESS_EXPECTATION_H
#define HARNESS_EXPECTATION_H

#include <stdbool.h>

#include "harness/results/verdict.h"

enum change {
	CHANGE_SAME,
	CHANGE_BETTER,     /* or nothing is lost: news, to be recorded           */
	CHANGE_WORSE,
	CHANGE_UNMEASURED, /* it says less about the defence than it did         */
	CHANGE_NEW,        /* nobody has recorded this cell                      */
	CHANGE_ONCE,       /* worse or unmeasured in one run of several          */
	CHANGE_MACHINE,    /* the machine's own fault: says nothing of the cell  */
	CHANGE_COUNT
};

/*
 * From `was` to `is`. The order of verdicts stands here and nowhere else:
 *
 *     held, works  <  timeout  <  unproven  <  breached, fails       what a defence is worth
 *     inert, absent  <  notrun, unavailable  <  broken, flaky                nothing is known of it
 *
 * Within the first line it gets better or worse. What leaves it for the second, or goes further to
 * the right there, could not be measured. What comes from the second must hold to be better: a
 * breach that nobody knew is one that nobody accepted. Of two verdicts alone, so never NEW, ONCE
 * or MACHINE: those are gate.c's.
 */
enum change verdict_change(enum verdict was, enum verdict is);
const char *change_name(enum change c); /* "same", "better", "worse", ... */

/* May a line accept this? Not what needs none (held, works), nor what is never (broken, flaky). */
bool verdict_acceptable(enum verdict v);

/* Does it say what a defence is worth, from held to breached? What is seen "sometimes" does. */
bool verdict_tells(enum verdict v);

/* What a cell has to be, where no line says otherwise. */
enum verdict verdict_due(bool benign);

/* Is it YYYY-MM-DD, and such a day? Days so written are in the order of strcmp(3). */
bool day_valid(const char *text);

#endif
