/* SPDX-License-Identifier: MIT */
/*
 * recorded.h - which cells has anybody recorded? DIR/<profile>/recorded, one line for each attack:
 *
 *     fork-bomb/clone3
 *     env-leak/new     full locked      recorded, but not under these two columns
 *
 * Without it "no line in the column's file" would mean two things: it holds, and nobody has looked
 * yet. A profile that has columns but no such file is taken as recorded in full, as it was before
 * there was one.
 */
#ifndef HARNESS_RECORDED_H
#define HARNESS_RECORDED_H

#include <stdbool.h>

#include <jansson.h>

#include "lib/err.h"

struct recorded {
	char   *folder;  /* DIR/<profile>                                              */
	json_t *attacks; /* { attack: { column: true } }; NULL: no file, all is recorded */
	json_t *columns; /* { column: true }: those with a file of their own             */
};

/* 0, also where there is no file and no folder; else -errno with "FILE:LINE: what" in *e. */
int recorded_read(struct recorded *r, const char *dir, const char *profile, struct err *e);
void recorded_free(struct recorded *r);

/* Is the cell recorded? Only in a column that has a file; without a list of attacks, each is. */
bool recorded_has(const struct recorded *r, const char *attack, const char *column);

/*
 * Take note of a cell, or forget it; recorded_write() writes the file, sorted, whole or not at all.
 * In a profile without a file the first note begins one, with that cell alone.
 */
int recorded_add(struct recorded *r, const char *attack, const char *column);
void recorded_forget(struct recorded *r, const char *attack, const char *column);
int recorded_write(const struct recorded *r, struct err *e);

#endif
