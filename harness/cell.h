/* SPDX-License-Identifier: MIT */
/*
 * cell.h - from episodes to one cell of the matrix.
 */
#ifndef HARNESS_CELL_H
#define HARNESS_CELL_H

#include <jansson.h>

#include "harness/catalogue.h"
#include "harness/defence.h"
#include "harness/verdict.h"

/* What must work in a column before it may hold anything of the same kind. */
enum hello { HELLO_C, HELLO_PYTHON, HELLO_GRADED_C, HELLO_GRADED_PYTHON, HELLOS };

enum hello hello_for(const struct program *p);

/* What is known of a column before any attack. */
struct column {
	const struct defence *defence;
	const char *unavailable;       /* reason, or NULL                                      */
	const char *hello[HELLOS];     /* why hello failed of this kind, or NULL: fine         */
	bool leaks;                    /* it gives canaries away itself: its secret cells mean nothing */
};

/* One cell while it is being measured. */
struct cell {
	const struct program *program;
	const struct column  *column;
	const char *unmet;             /* a need that is not met, or NULL                      */
	const json_t *control;         /* an episode's result; NULL: none                      */
	json_t     *trials;            /* array of episode results                             */
	const char *profile;
};

/*
 * The cell as an object for the results file; new reference. *verdict gets what it says. A need
 * that is not met and a column that cannot be applied need neither control nor trials.
 */
json_t *cell_object(const struct cell *cell, enum verdict *verdict);

#endif
