/* SPDX-License-Identifier: MIT */
/*
 * join.h - the results files of parts of one run, as one file.
 */
#ifndef HARNESS_JOIN_H
#define HARNESS_JOIN_H

#include <stddef.h>

#include "harness/results/results.h"

/*
 * Put n files together into *whole, which has no path: cells by attack and column, what each oracle
 * proved in the worst of them, the counts anew. The order of the files changes nothing: they are
 * taken as they were begun, and of a cell that two have the earlier one stays.
 *
 * Refused, with the files named in *e: one that is not finished; another profile or schema; with
 * `mixed` false, any other field of the meta line that tells apart what was measured or where
 * (commit, catalogue, machine), while with it each cell says its origin; a shard that is missing; a
 * cell that two files have with different verdicts. 0, -EINVAL or -ENOMEM. results_free() ends it.
 */
int join(struct results *whole, const struct results *files, size_t n, bool mixed, struct err *e);

#endif
