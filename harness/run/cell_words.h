/* SPDX-License-Identifier: MIT */
/*
 * cell_words.h - what a reason says beyond the verdict's own sentence.
 */
#ifndef HARNESS_CELL_WORDS_H
#define HARNESS_CELL_WORDS_H

#include <jansson.h>

#include "harness/results/verdict.h"

/* "9 breached, 1 held": malloc'd. */
char *words_of_rates(const struct ruling *runs, size_t n);

/* `why`, and how the first control ended, with the last words that it said. A new reference. */
json_t *words_of_crash(const json_t *controls, const char *why);

/* What a program met that did not work undefended, as it says itself: attack.h. malloc'd, or NULL.
 */
char *words_of_refusal(const json_t *controls);

#endif
