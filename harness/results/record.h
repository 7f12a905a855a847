/* SPDX-License-Identifier: MIT */
/*
 * record.h - one cell of a results file, as fields. The only place that knows what the members of
 * such a line are called: whoever shows a cell, compares it or counts it asks for fields.
 *
 * Strings and arrays are the file's own (struct results): it must outlive its records. They are
 * harmless text (results_harmless()), and still words that somebody else may have chosen.
 */
#ifndef HARNESS_RECORD_H
#define HARNESS_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "harness/results/results.h"
#include "harness/results/verdict.h"

struct record {
	const char *attack, *row, *defence, *group, *reason; /* never NULL: results_read() looks */
	enum verdict verdict;
	bool benign;
	const char *profile, *oracle;      /* NULL: the file does not say            */
	const char *control, *trial;       /* "SEEN", "CLEAN", "BLIND"; NULL: none was run */
	const char *controlled_in;         /* the column that it must work in: "none"; never NULL */
	const json_t *exhibits, *runs;     /* arrays of strings; runs: record_run()  */
	bool has_ending, attempted, timed_out;
	bool honest_failed;                /* the honest student of the scene        */
	const char *how, *out, *err;       /* how the program ended, what it printed; NULL */
	const char *honest;                /* how the honest student failed; NULL: it did not */
	const char *refused;               /* what the sandbox itself says it refused; NULL */
	double seconds;                    /* building, running and tearing down     */
	const char *inputs;                /* what it was made with (inputs.h); "": not said */
};

/* The fields of one line of the type "cell". */
struct record record_of(const json_t *cell);

/* The verdict of one of its runs, of so many. VERDICT_COUNT: a word that nobody knows. */
size_t record_runs(const struct record *cell);
enum verdict record_run(const struct record *cell, size_t i);

/* How many cells of the file were measured by another run, and taken over from it (merge.h)? */
size_t records_taken_over(const struct results *r);

/* All cells of a file, in its order, and an index. */
struct records {
	struct record *list;
	size_t count;
	const struct record **sorted;      /* by attack, then by column; ends with NULL */
};

/* 0 or -ENOMEM. */
int records_read(struct records *all, const struct results *r);
void records_free(struct records *all);

/* The cell of this attack under this defence (the first, were there several); NULL: none. */
const struct record *records_find(const struct records *all, const char *attack,
				  const char *defence);

/* By attack, then by column: below, at or above zero. */
int record_order(const struct record *a, const struct record *b);

/* The same for qsort(3), on an array of pointers to records. */
int record_by_name(const void *a, const void *b);

#endif
