/* SPDX-License-Identifier: MIT */
/*
 * cell.h - from episodes to one cell of the matrix.
 */
#ifndef HARNESS_CELL_H
#define HARNESS_CELL_H

#include <jansson.h>

#include "harness/catalogue/catalogue.h"
#include "harness/defences/defence.h"
#include "harness/results/verdict.h"

/* What must work in a column before it may hold anything of the same kind. */
enum hello { HELLO_C, HELLO_PYTHON, HELLO_GRADED_C, HELLO_GRADED_PYTHON, HELLOS };

enum hello hello_for(const struct program *p);

/* What is known of a column before any attack. */
struct column {
	const struct defence *defence;
	const char *unavailable;       /* reason, or NULL                                      */
	const char *hello[HELLOS];     /* why hello failed of this kind, or NULL: fine         */
	const char *dead;              /* it cannot even start one: what it said; NULL          */
	bool starts;                   /* it can, in one language at least                      */
	const char *said;              /* the last words on stderr when hello worked; NULL      */
	size_t attacks, differ;        /* cells so far, and those that are not as with no defence */
	json_t *own;                   /* { oracle: what it says of hello alone }; NULL: not asked */
	bool leaks;                    /* it gives canaries away itself: its secret cells mean nothing */
};

/* One cell while it is being measured. */
struct cell {
	const struct program *program;
	const struct column  *column;
	const char *unmet;             /* a need that is not met, or NULL                      */
	const json_t *controls;        /* episodes without the defence, array; NULL: none      */
	json_t     *trials;            /* with it; array                                       */
	const char *profile;
	bool imitated;                 /* it takes something away: what fails undefended may be the place's */
};

/* Do its trials leave open what another one might show? */
bool cell_wants_more(const struct cell *cell);

/* Did the machine fail in this episode, and not what was to be measured? */
bool cell_is_fault(const json_t *episode);

/* The last two lines of what a program printed, as one. Writes at most `size` bytes. */
void cell_last_words(const char *text, char *words, size_t size);

/*
 * The cell as an object for the results file; new reference. *verdict gets what it says. A need
 * that is not met and a column that cannot be applied need neither control nor trials.
 */
json_t *cell_object(const struct cell *cell, enum verdict *verdict);

#endif
