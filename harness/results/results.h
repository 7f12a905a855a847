/* SPDX-License-Identifier: MIT */
/*
 * results.h - results files: JSON Lines, one object a line, written as they come and fsynced.
 *
 *     {"type":"meta", ...}   one, first: everything that may change a result
 *     {"type":"oracle", ...} one for each oracle: what it proved before it was believed
 *     {"type":"cell", ...}   one per cell
 *     {"type":"end", ...}    one, last: counts; a file without it is incomplete
 *
 * The schema stands in results/schema/results.schema.json.
 */
#ifndef HARNESS_RESULTS_H
#define HARNESS_RESULTS_H

#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

#include "lib/err.h"

/* A results file in memory. */
struct results {
	json_t *meta;    /* NULL: none                                    */
	json_t *oracles; /* array                                         */
	json_t *cells;   /* array                                         */
	json_t *end;     /* NULL: incomplete                              */
	char   *path;
	off_t   whole;   /* bytes of the lines before the end line or a torn one */
};

enum results_how {
	RESULTS_NEW,   /* nothing of that name may be there                                  */
	RESULTS_SPARE, /* what is empty, or no regular file, is nothing that could be lost   */
	RESULTS_FORCE, /* written over, whatever it is                                       */
};

/* Open a new `path`. A descriptor, or -errno: -EEXIST, and -ENOENT where its folder is not there.
 */
int results_open(const char *path, enum results_how how, struct err *e);

/* Create `path`, its folders too, whatever was there. A descriptor, or -errno. */
int results_create(const char *path, struct err *e);

/* What the end line says: of a run, or of the parts of one. */
struct ending {
	size_t cells;
	const size_t *by_verdict; /* VERDICT_COUNT of them                            */
	json_t *unchanged;        /* columns that changed nothing; NULL: nobody looked */
	bool    interrupted;
	double  seconds, arena_median_ms, arena_p90_ms;
	size_t  arenas;
};

/* The end line. A new reference; `unchanged` stays the caller's. */
json_t *results_end(const struct ending *ending);

/* Append one object as a line, and fsync after the end line. Steals the reference. 0 or -errno. */
int results_append(int fd, json_t *object, struct err *e);

/* Read a whole file; "FILE:LINE: why" in *e for what is not valid. 0 or -errno. */
int results_read(const char *path, struct results *r, struct err *e);
void results_free(struct results *r);

/* The meta object of this machine and build; absent values are null with a reason. See host.c. */
json_t *host_meta(const char *share);

#endif
