/* SPDX-License-Identifier: MIT */
/*
 * table.h - tables on a terminal, by libsmartcols.
 */
#ifndef HARNESS_TABLE_H
#define HARNESS_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include <jansson.h>
#include <libsmartcols/libsmartcols.h>

/*
 * A table that will be printed to `out`, `width` columns wide (0: as wide as it gets). Characters
 * are counted as UTF-8 in every locale. NULL: no memory.
 */
struct libscols_table *table_new(FILE *out, size_t width, bool colour);

/*
 * How wide a text on `out` should be: COLUMNS, or the terminal that it is, or the one that the
 * reader sits at (of a pipe into a pager, standard error is that), or 100. Never 0.
 */
size_t table_width(FILE *out);

/* Is colour wanted on `out`? On a terminal, unless NO_COLOR is set (no-color.org). */
bool table_colour(FILE *out);

/* A column whose text is folded between words at `width` (0: never). NULL: no memory. */
struct libscols_column *table_fold_column(struct libscols_table *t, const char *name, size_t width);

/* How many columns `text` takes on a terminal: its characters, in UTF-8. */
size_t table_glyphs(const char *text);

/* Put `text` into the cell; `colour` (a name such as "green") may be NULL. 0 or -errno. */
int table_put(struct libscols_line *line, size_t column, const char *text, const char *colour);

/*
 * Print an array of objects to `out`, a column for each of `keys` (NULL-terminated), the last one
 * folded to what the terminal has left. Elsewhere each stays one line, for programs that read them.
 * 0 or -errno.
 */
int table_print(FILE *out, const char *const *keys, const json_t *items);

#endif
