/* SPDX-License-Identifier: MIT */
/*
 * run.h - the working state of one run, and its phases: phases.c has their order, and why.
 */
#ifndef HARNESS_RUN_H
#define HARNESS_RUN_H

#include "harness/run/campaign.h"
#include "harness/run/cell.h"

struct trials; /* trials.c */

/* A list that grows. */
struct jobs {
	struct job *list;
	size_t count, room;
};

struct run {
	struct campaign *c;
	struct schedule  pool;
	struct column   *columns;    /* as many as defences                                    */
	bool            *chosen;     /* defences wanted                                        */
	json_t         **controls;   /* per program: results, array; NULL where none was run.
					The trials of the control's own column come to it      */
	json_t          *distrusted; /* object: names of oracles that did not prove themselves */
	size_t           oracles_failed;
	struct jobs      outside;    /* trials of oracles that are to be made outside the profile */
	struct arena_spec host;      /* ... in this place                                      */
	char            *look[4];    /* the words that ask ordeal-probe about the place        */
	void           (*say)(const json_t *oracle, void *); /* each, as it was tried; NULL    */
	void            *say_user;
	struct trials   *trials;     /* the cells that are being measured; NULL before         */
	void            *user;       /* of one that has phases of its own                     */
	size_t           later;      /* jobs of phases to come, as far as they are foreseen    */
};

/* The new one, its user may be set, until the next is added. NULL: no memory. */
struct job *jobs_add(struct jobs *jobs, struct episode_spec spec, const char *label, void *user);
void jobs_free(struct jobs *jobs);

/* The spec of an episode: `p` decides oracle and threshold; NULL: the caller sets them. */
struct episode_spec run_spec(struct run *r, enum episode_mode mode, const struct program *p,
			     const struct defence *d);

/* Part of a run. It starts when the one before it has ended. */
struct phase {
	const char *name;
	int (*plan)(struct run *, struct jobs *);        /* lay out jobs: 0 or -errno           */
	int (*take)(struct run *, struct job *, size_t); /* read what came of all; NULL: nothing.
							    Not called after an interruption; a
							    job without a result was not run.
							    0, or -errno that ends the run      */
	void (*each)(struct job *, void *run);           /* or read each one as it ends; NULL.
							    Where there is none, jobs in which the
							    machine failed are run again, twice */
	bool judges;                                     /* what `ordeal check` runs            */
	bool foreseen;                                   /* in run.later from the beginning     */
	bool alone;                                      /* one job at a time                   */
	bool repeated;                                   /* until it has laid out none          */
};

/* 0 or -errno; 0 too where it was interrupted. */
int phase_run(struct run *r, const struct phase *p);

/* Is it a cell that this run measures? `defence` is its number. */
bool run_wants(const struct run *r, const struct program *p, size_t defence);

/* Why a program cannot be run here at all, or NULL. */
const char *run_unmet(const struct run *r, const struct program *p);

/* Count a cell, and write it to the results file. */
void run_write_cell(struct run *r, const struct cell *cell);

/* The phases of a campaign: the plan and the take of each. */

/* Is the place that the profile makes what its file says? ordeal-probe looks, inside. */
int place_plan(struct run *r, struct jobs *jobs);
int place_take(struct run *r, struct job *jobs, size_t n);

/*
 * Every oracle staged, with nothing, and blinded; once more outside the profile where that refused
 * the stage. Those that fail go to r->distrusted.
 */
int oracles_plan(struct run *r, struct jobs *jobs);
int oracles_take(struct run *r, struct job *jobs, size_t n);
int outside_plan(struct run *r, struct jobs *jobs);
int outside_take(struct run *r, struct job *jobs, size_t n);

/* Can the chosen defences be applied here? Fills column.unavailable. */
int probes_plan(struct run *r, struct jobs *jobs);
int probes_take(struct run *r, struct job *jobs, size_t n);

/*
 * The chosen defences run hello amid canaries. Fills column.hello and dead, and says on stderr
 * which of them cannot run it, and why.
 */
int hellos_plan(struct run *r, struct jobs *jobs);
int hellos_take(struct run *r, struct job *jobs, size_t n);

/*
 * They run hello before each oracle that a defence itself may set off, of those that the wanted
 * programs have. Fills column.own. A wall that leaves a process, takes memory or starts threads of
 * its own is a cost, and no attack's effect.
 */
int own_plan(struct run *r, struct jobs *jobs);
int own_take(struct run *r, struct job *jobs, size_t n);

/* Every wanted program undefended. Fills r->controls. */
int controls_plan(struct run *r, struct jobs *jobs);
int controls_take(struct run *r, struct job *jobs, size_t n);

/* All trials; what is still open after them, once more. Cells are written as they are complete. */
int trials_plan(struct run *r, struct jobs *jobs);
int again_plan(struct run *r, struct jobs *jobs);
void trial_done(struct job *j, void *run);
void trials_free(struct run *r);

#endif
