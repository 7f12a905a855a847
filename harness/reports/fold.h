/* SPDX-License-Identifier: MIT */
/*
 * fold.h - running text on a screen: folded between words, beside a label.
 */
#ifndef HARNESS_FOLD_H
#define HARNESS_FOLD_H

#include <stddef.h>
#include <stdio.h>

/*
 * Print `text` and a newline, folded between words so that no line is wider than `width` where the
 * words allow it. `used` columns of the first line are printed already; further lines begin with
 * `indent` blanks.
 */
void fold(FILE *out, size_t used, size_t indent, size_t width, const char *text);

/* "  label      text", the text folded below itself. Nothing where there is no text. */
void fold_field(FILE *out, const char *label, const char *text);

/* The last `lines` lines of what a program printed, each behind a bar; what is left out is said. */
void fold_tail(FILE *out, const char *label, const char *text, size_t lines);

#endif
