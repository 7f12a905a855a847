/* SPDX-License-Identifier: MIT */
/*
 * update.h - record a results file as what is expected from now on.
 */
#ifndef HARNESS_UPDATE_H
#define HARNESS_UPDATE_H

#include "harness/results/expected.h"
#include "harness/results/record.h"
#include "harness/results/recorded.h"

struct update {
	const struct results *results;
	const char *dir;
	struct recorded recorded; /* update_run()'s own, as is `cells`                        */
	struct records cells;
	const char *why;    /* of new lines; NULL: the reason of the cell                     */
	bool        prune;  /* drop lines of attacks that the results do not have             */
	/* Called for each line that is removed ('-') and written ('+') instead; may be NULL. */
	void (*say)(char sign, const char *defence, const struct expectation *, void *user);
	void (*say_command)(char sign, const char *defence, const char *command, void *user);
	void *user;

	size_t changed, kept; /* cells whose lines differ now; broken or flaky, so not recorded */
};

/*
 * Rewrite the files of all columns in the results, and which cells are recorded. A line whose cell
 * is as it was stays as it is; one whose verdict changed gets the day of the run and keeps `until`
 * and `why`. A broken or flaky cell changes nothing, nor does one that the machine spoilt. Runs
 * that ended on both sides make a line "sometimes", with their rate; it stays until as many runs
 * are all on one side. 0 or -errno; a file that was not finished is as it was.
 */
int update_run(struct update *u, struct err *e);

#endif
