/* SPDX-License-Identifier: MIT */
/*
 * inside.h - reports of ordeal-probe: what a place is, as it is seen from inside.
 */
#ifndef HARNESS_INSIDE_H
#define HARNESS_INSIDE_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

struct err;

/* A report in a file: the probe's, or the answer of a function that is one. NULL with *e. */
json_t *inside_load(const char *path, struct err *e);

/* Print what one place has that the other lacks. How many lines; probe_diff.c. */
size_t probe_diff(const json_t *a, const json_t *b);

/*
 * An answer in one word, for comparing: "yes", "no", an errno, a signal, or its number. NULL: it
 * was not asked. A number that is another at every look is "yes".
 */
const char *inside_word(const json_t *report, const char *question, char text[24]);

/* Is it one that differs between two looks at one place, or is about the machine and not the place?
 */
bool inside_passing(const char *question);

#endif
