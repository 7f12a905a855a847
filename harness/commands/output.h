/* SPDX-License-Identifier: MIT */
/*
 * output.h - the results file of a run: a new one, one that is resumed, or one that takes over what
 * another has measured already.
 */
#ifndef HARNESS_OUTPUT_H
#define HARNESS_OUTPUT_H

#include "harness/run/campaign.h"
#include "harness/run/merge.h"
#include "harness/options.h"
#include "harness/results/results.h"

struct output {
	char          *path;    /* of the file that is written                            */
	bool           stamped; /* we named it                                            */
	struct results before;  /* of --resume; meta NULL: there is none                  */
	struct merge   merge;   /* of --changed; cells NULL: it was not asked for         */
};

/*
 * Read what --resume and --changed name, and sort out what need not be measured (campaign.kept). 0,
 * or EXIT_USAGE after a message.
 */
int output_prepare(struct output *out, const struct options *o, struct campaign *c);

/*
 * Open the file and begin it with `meta`, which is stolen. 0, with campaign.out -1 where nothing is
 * left to be measured of the run that is resumed; or an exit code after a message.
 */
int output_open(struct output *out, const struct options *o, struct campaign *c, json_t *meta);

/* Forget what was read; the open file is campaign.out, and stays. */
void output_free(struct output *out);

/* Has the file cells of this column, without this run's help? For the meta line. */
bool output_has_column(const struct output *out, const char *name);

#endif
