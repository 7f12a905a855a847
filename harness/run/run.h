/* SPDX-License-Identifier: MIT */
/*
 * run.h - the working state of one run, shared by campaign.c (controls, trials) and trust.c (what
 * must be proven before they are believed).
 */
#ifndef HARNESS_RUN_H
#define HARNESS_RUN_H

#include "harness/run/campaign.h"
#include "harness/run/cell.h"

struct run {
	struct campaign *c;
	struct schedule  pool;
	struct column   *columns;    /* as many as defences                                    */
	bool            *chosen;     /* defences wanted                                        */
	json_t         **controls;   /* per program: results, array; NULL where none was run.
					The trials of the control's own column come to it      */
	json_t          *distrusted; /* object: names of oracles that did not prove themselves */
};

/* The spec of an episode: `p` decides oracle and threshold; NULL: the caller sets them. */
struct episode_spec run_spec(struct run *r, enum episode_mode mode, const struct program *p,
			     const struct defence *d);

/*
 * Run jobs whose results the caller reads afterwards, and gives up with run_drop(). Where the machine
 * failed, they are run again, twice. 0 or -errno.
 */
int run_phase(struct run *r, struct job *jobs, size_t n);
void run_drop(struct job *jobs, size_t n);

/* Is it a cell that this run measures? `defence` is its number. */
bool run_wants(const struct run *r, const struct program *p, size_t defence);

/* Why a program cannot be run here at all, or NULL. */
const char *run_unmet(const struct run *r, const struct program *p);

/* Count a cell, and write it to the results file. */
void run_write_cell(struct run *r, const struct cell *cell);

/* All trials, and the cells that they make; see trials.c. 0 or -errno. */
int trials_run(struct run *r);

/*
 * Try every oracle staged, with nothing, and blinded; `say` (may be NULL) gets one object for each.
 * Those that failed go to r->distrusted. How many, or -errno.
 */
int trust_oracles(struct run *r, void (*say)(const json_t *, void *), void *user);

/*
 * Is the place that the profile makes what its file says? ordeal-probe looks, inside. 0; or -errno
 * with what is otherwise in *e.
 */
int selfcheck_profile(struct run *r, struct err *e);

/* Ask the chosen defences whether they can be applied here; fills column.unavailable. */
int trust_probes(struct run *r);

/*
 * Let the chosen defences run hello amid canaries; fills column.hello and dead, and says on stderr
 * which of them cannot run it, and why.
 */
int trust_hellos(struct run *r);

/*
 * Let the chosen defences run hello before each oracle that a defence itself may set off, of those that
 * the wanted programs have; fills column.own. A wall that leaves a process, takes memory or starts
 * threads of its own is a cost, and no attack's effect.
 */
int trust_own(struct run *r);

#endif
