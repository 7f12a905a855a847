/* SPDX-License-Identifier: MIT */
/*
 * run.h - the working state of one run, shared by campaign.c (controls, trials) and trust.c (what
 * must be proven before they are believed).
 */
#ifndef HARNESS_RUN_H
#define HARNESS_RUN_H

#include "harness/campaign.h"
#include "harness/cell.h"

struct run {
	struct campaign *c;
	struct schedule  pool;
	struct column   *columns;    /* as many as defences                                    */
	bool            *chosen;     /* defences wanted                                        */
	json_t         **controls;   /* per program: result; NULL where none was run           */
	json_t          *distrusted; /* object: names of oracles that did not prove themselves */
};

/* The spec of an episode: `p` decides oracle and threshold; NULL: the caller sets them. */
struct episode_spec run_spec(struct run *r, enum episode_mode mode, const struct program *p,
			     const struct defence *d);

/* Run jobs whose results the caller reads afterwards, and gives up with run_drop(). 0 or -errno. */
int run_phase(struct run *r, struct job *jobs, size_t n);
void run_drop(struct job *jobs, size_t n);

/*
 * Try every oracle staged, with nothing, and blinded; `say` (may be NULL) gets one object for each.
 * Those that failed go to r->distrusted. How many, or -errno.
 */
int trust_oracles(struct run *r, void (*say)(const json_t *, void *), void *user);

/* Ask the chosen defences whether they can be applied here; fills column.unavailable. */
int trust_probes(struct run *r);

/* Let the chosen defences run hello amid canaries; fills column.hello_*. */
int trust_hellos(struct run *r);

#endif
