/* SPDX-License-Identifier: MIT */
/*
 * victims.h - whom an attack hurts: one table of words and what they mean.
 *
 * What an oracle sees says whom it hurts; an attack that knows better says so in its manifest.
 */
#ifndef HARNESS_VICTIMS_H
#define HARNESS_VICTIMS_H

#include <stdbool.h>

enum victim {
	VICTIM_NOBODY, /* of honest programs */
	VICTIM_STUDENT,
	VICTIM_MARK,
	VICTIM_KEY,
	VICTIM_CREDENTIALS,
	VICTIM_EVALUATOR,
	VICTIM_PLATFORM,
	VICTIMS
};

/* "student", "mark", ...; "nobody". */
const char *victim_name(enum victim v);

/* One sentence for people: what is lost. */
const char *victim_meaning(enum victim v);

/*
 * Is nobody hurt where each student has an environment alone, as under the tenant isolation mode of
 * a function? That environment is used again too, and the evaluator and its secrets are in it.
 */
bool victim_is_alone_with_itself(enum victim v);

/* -1: there is none of that name. */
int victim_parse(const char *name);

#endif
