/* SPDX-License-Identifier: MIT */
/*
 * about.h - what a results file says of its run, as fields: record.h for the meta and the end line.
 * What compares all of two meta lines (meta.h) or hands one on as it is needs no names.
 */
#ifndef HARNESS_ABOUT_H
#define HARNESS_ABOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness/results/results.h"

/* Strings are the file's own; "": it does not say. */
struct about {
	const char *profile, *started;
	const char *command;            /* the command line that made it                 */
	const char *version, *commit;   /* of the suite                                  */
	const char *kernel, *cpu;       /* release, model                                */
	long long processors;
	uint64_t seed;
	const json_t *rows, *columns;   /* arrays, or NULL; each item: declared_of()     */
	/* from the end line; nothing where there is none */
	bool interrupted;
	double seconds, arena_ms;       /* all of it; to build an arena and tear it down, median */
	size_t cells;
	unsigned shard, shards;         /* run --shard: which, of how many; 0: the whole */
	size_t shard_of;                /* cells of all of them                          */
};

/* Borrowed from r, which must outlive it. */
struct about about_of(const struct results *r);

/* When, and on what machine, its cells were measured: a cell's "origin". A new reference. */
json_t *about_origin(const struct about *about);

/* A cell of it for another file, which says where it was measured and by which commit. A copy. */
json_t *about_handed_on(const struct about *about, json_t *cell);

/* A row or a column as the meta line declares it. NULL: it does not say. */
struct declared {
	const char *name, *blurb, *group, *summary, *baseline;
	bool benign;
	const json_t *argv;             /* of a column: an array; null: the empty prefix    */
	const char *worker;             /* what it does besides, in words; "": nothing            */
};

/* Borrowed from `item`, likewise. Members that are missing are NULL or false. */
struct declared declared_of(const json_t *item);

/*
 * What the column of that name ran, as one line: its argv as a shell reads it, then in brackets
 * what its worker does besides. (Of control characters lines_read() left none.) *text is malloc'd,
 * or NULL: the file does not say, as those of older versions. 0 or -ENOMEM.
 */
int about_command(const struct about *about, const char *column, char **text);

#endif
