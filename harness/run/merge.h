/* SPDX-License-Identifier: MIT */
/*
 * merge.h - run --changed: what another file has measured already is taken over, and the rest is
 * measured.
 *
 * A cell is taken over if its attack and its column are what they were, by hash (inputs.h). One
 * that says nothing of the defence for a reason that may have gone (broken, flaky, fault, not run,
 * not available) is measured again. Whatever this run does not select is taken over as it is, so
 * that the new file is complete, and a later --changed still sees what has changed there. A cell of
 * an attack or a column that is no more is left out.
 */
#ifndef HARNESS_MERGE_H
#define HARNESS_MERGE_H

#include "harness/run/campaign.h"
#include "harness/run/inputs.h"
#include "harness/results/results.h"

struct merge {
	json_t *cells;   /* to be written first, as they stand, with their "origin" */
	json_t *columns; /* { name: true }: those that have such a cell              */
	size_t  changed; /* cells of the file that are measured again                */
	size_t  silent;  /* of them: the file does not say what they were made with  */
	size_t  gone;    /* left out: no such attack or column any more              */
	size_t  harness; /* taken over, though the harness is another one            */
};

/* With `harness`, what another harness has measured counts as changed. 0 or -errno. */
int merge_plan(struct merge *m, const struct results *from, const struct campaign *c, bool harness,
	       struct err *e);
void merge_free(struct merge *m);

#endif
