/* SPDX-License-Identifier: MIT */
/*
 * inputs.h - what a cell was measured with, so that it is known when it must be measured again.
 *
 * Three hashes: of the attack (its manifest and its program), of the column (its .defence file and
 * those of our programs that it names; the control's column too, where that is another), and of the
 * harness (this program, and what else it puts into the arena). Not in it are the kernel and the
 * tools of the machine: those stand in the meta line.
 */
#ifndef HARNESS_INPUTS_H
#define HARNESS_INPUTS_H

#include <jansson.h>

#include "harness/run/campaign.h"
#include "harness/results/record.h"

struct inputs {
	char    commit[64];  /* that the harness was built from; "": unknown */
	json_t *programs;    /* { id: hash } */
	json_t *columns;     /* { name: hash } */
	char    harness[16];
};

/* Read all of it. 0 or -errno. */
int inputs_take(struct inputs *in, const struct campaign *c, struct err *e);
void inputs_free(struct inputs *in);

/* Give a cell its members "commit" and "inputs". */
void inputs_stamp(const struct inputs *in, json_t *cell);

enum stale {
	STALE_NOT,
	STALE_HARNESS, /* only the harness is another one  */
	STALE_CELL,    /* the attack or the column changed, or the file does not say */
};

/* Would a cell of another file come out of what is there now? */
enum stale inputs_stale(const struct inputs *in, const struct record *cell);

#endif
