/* SPDX-License-Identifier: MIT */
/*
 * pattern.h - the patterns of -a and -d: which programs, which columns.
 *
 * fnmatch(3)'s, on any of the names that a thing goes by. One with a "!" before it takes away again.
 * With none that asks for something, everything is asked for, or what the caller says.
 */
#ifndef HARNESS_PATTERN_H
#define HARNESS_PATTERN_H

#include <stdbool.h>

#include "harness/catalogue/catalogue.h"
#include "harness/defences/defence.h"

/* Is there one that asks for something? `patterns` may be NULL. */
bool patterns_ask(char *const *patterns);

/* Is a thing of these names (NULL-terminated) meant? `otherwise`: where no pattern asks. */
bool patterns_want(char *const *patterns, const char *const *names, bool otherwise);

/* The same by id, row and name of a program; by name and group of a column. */
bool patterns_want_program(char *const *patterns, const struct program *p);
bool patterns_want_defence(char *const *patterns, const struct defence *d, bool otherwise);

/*
 * The first pattern that matches nothing at all, or nothing but programs that a quick run has not:
 * a sentence about it, with what was probably meant; to be freed. NULL: each matches something.
 */
char *patterns_idle_program(char *const *patterns, const struct catalogue *c, bool quick);
char *patterns_idle_defence(char *const *patterns, const struct defences *d);

#endif
