/* SPDX-License-Identifier: MIT */
/*
 * read.h - a benchmark's results file in memory.
 */
#ifndef BENCH_READ_H
#define BENCH_READ_H

#include "lib/err.h"

#include <jansson.h>
#include <stdbool.h>

/* One line of numbers. The strings belong to the line. */
struct series {
	const char *type;       /* sample, percall, hyperfine; of a quantity line: its name    */
	const char *program;    /* of a percall line: the call                                 */
	bool        quantity;   /* of another kind than those three: see bench/more            */
	const char *axis;       /* what `at` counts; NULL: nothing                             */
	double      at;
	const char *variant, *group;
	const char *failed;     /* NULL, or why there are no (more) numbers                    */
	const char *unit;       /* us; ns of a percall line; a quantity's own                  */
	const char *version;    /* of the program that launches; NULL: not said                */
	const char *command;    /* as run; NULL: not said                                      */
	double     *x;          /* in the order measured                                       */
	size_t      n;
};

struct bench_file {
	json_t *lines;          /* holds everything */
	json_t *meta, *end;     /* end is NULL when the run did not come to its end */
	struct series *series;
	size_t count;
};

/* 0, or -errno with "FILE:LINE: why" in *e. Free in both cases. */
int bench_file_read(const char *path, struct bench_file *, struct err *e);
void bench_file_free(struct bench_file *);

/* NULL when there is no such line, or no number in it. */
const struct series *bench_file_find(const struct bench_file *, const char *type,
				     const char *program, const char *variant);

/* The same quantity under bare, at the same place of its axis; NULL likewise. */
const struct series *bench_file_bare(const struct bench_file *, const struct series *);

/* The same quantity in another file. */
const struct series *bench_file_same(const struct bench_file *, const struct series *);

#endif
