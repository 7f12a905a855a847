/* SPDX-License-Identifier: MIT */
/*
 * facts.h - a cell and its column, and from what keepers told of them to what verdict.c judges by.
 */
#ifndef HARNESS_FACTS_H
#define HARNESS_FACTS_H

#include <jansson.h>

#include "harness/catalogue/program.h"
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
	json_t *own; /* { oracle: what it says of hello alone }; NULL: not asked */
	bool leaks;  /* it gives canaries away itself: its secret cells mean nothing */
};

/* One cell while it is being measured. */
struct cell {
	const struct program *program;
	const struct column  *column;
	const char *unmet;             /* a need that is not met, or NULL                      */
	const json_t *controls;        /* episodes without the defence, array; NULL: none      */
	json_t     *trials;            /* with it; array                                       */
	const char *profile;
	bool alone;                    /* the place has one student at a time                     */
	bool imitated;                 /* it takes away: what fails undefended may be the place's */
};

/* Did the machine fail in this episode, and not what was to be measured? */
bool cell_is_fault(const json_t *episode);

/* What the oracle said in one episode. */
enum sight facts_sight(const json_t *episode);

/* All that the verdict on one trial of the cell depends on; both are only read. */
struct facts facts_of(const struct cell *c, const json_t *trial);

/* What all the controls say together, into *f. */
void facts_controls(const struct cell *c, struct facts *f);

/* Why the column runs no honest program of this kind; NULL: it does. */
const char *facts_hello(const struct cell *c);

/* What the oracle says of the column alone, with hello under it; NULL: it was not asked. */
const json_t *facts_own(const struct cell *c);

/* Does the column do by itself what was seen in this trial? */
bool facts_own_doing(const struct cell *c, const json_t *trial);

#endif
