// SPDX-License-Identifier: MIT
/*
 * trials.c - every attack in every column, and the cells that come of it.
 *
 * The control's own column is measured first: its trials are controls as well as its cell, and an
 * attack that works once and not again may be held by nobody. Where that column is not asked for,
 * it is run all the same, and makes no cell. So a program's cells wait for it.
 *
 * A cell whose figure lies near its threshold, or where the machine failed, is run again at the
 * end, one at a time, so that nothing else is in its way.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/record.h"
#include "harness/run/run.h"
#include "lib/random.h"
#include "lib/strf.h"

/* A cell while its trials come in. */
struct pending {
	struct cell cell;
	size_t program;	  /* its number                                              */
	unsigned missing; /* trials that were started                                */
	bool null;	  /* of the control's own column                             */
	bool unlisted;	  /* it makes no cell                                        */
	bool measured;	  /* nothing more is wanted                                  */
	bool asked;	  /* whether it is in doubt; if so, so many runs are to come: */
	unsigned again;
};

struct trials {
	struct run *r;
	bool warned;
	struct pending *cells;
	size_t count;
	bool *waits; /* per program: for its null                               */
};

/* Why it cannot be run in this column, or NULL. */
static const char *unmet_by_column(const struct program *p, const struct defence *d)
{
	if (p->python ? !d->runs_python : !d->runs_c)
		return p->python ? "this column runs no Python" : "this column runs Python only";
	return NULL;
}

static void write_cell(struct trials *t, struct pending *p)
{
	if (!p->unlisted)
		run_write_cell(t->r, &p->cell);
	json_decref(p->cell.trials);
	p->cell.trials = NULL;
}

/* The trials of the null are controls of all cells of its program, which need not wait any more. */
static void null_measured(struct trials *t, const struct pending *null)
{
	json_array_extend(t->r->controls[null->program], null->cell.trials);
	t->waits[null->program] = false;
	for (size_t i = 0; i < t->count; i++) {
		struct pending *p = &t->cells[i];

		if (p->program == null->program && p->measured && p->cell.trials)
			write_cell(t, p);
	}
}

/* Is it otherwise than expected, so that it must be run some times more? Asked once. */
static bool in_doubt(struct trials *t, struct pending *p)
{
	struct campaign *c = t->r->c;
	struct record line;
	enum verdict v;
	json_t *object;

	if (!c->doubt || p->unlisted)
		return false;
	if (!p->asked) {
		p->asked = true;
		object = cell_object(&p->cell, &v);
		line = record_of(object);
		p->again = c->doubt(&line, c->doubt_user) ? c->again : 0;
		c->doubted += p->again > 0;
		json_decref(object);
	}
	return p->again && p->again--;
}

void trial_done(struct job *j, void *user)
{
	struct pending *p = j->user;
	struct run *r = user;
	struct trials *t = r->trials;

	campaign_note_arena(r->c, j->result);
	json_array_append_new(p->cell.trials, j->result);
	j->result = NULL; /* what is kept here is copied by every keeper to come */
	if (--p->missing || cell_wants_more(&p->cell) || in_doubt(t, p))
		return;
	p->measured = true;
	if (p->null)
		null_measured(t, p);
	else if (!t->waits[p->program])
		write_cell(t, p);
}

/* Fisher-Yates. */
static void shuffle(struct job *jobs, size_t n, uint64_t seed)
{
	struct rng rng = { seed };

	for (size_t i = n; i > 1; i--) {
		size_t k = rng_below(&rng, i);
		struct job swap = jobs[i - 1];

		jobs[i - 1] = jobs[k];
		jobs[k] = swap;
	}
}

static struct pending *add(struct trials *t, size_t program, size_t defence)
{
	struct run *r = t->r;
	struct pending *p = &t->cells[t->count++];

	p->program = program;
	p->cell = (struct cell){ .program = &r->c->catalogue.programs[program],
				 .column = &r->columns[defence],
				 .controls = r->controls[program],
				 .profile = r->c->profile,
				 .alone = r->c->imitated.alone,
				 .imitated =
					 profile_changes(&r->c->imitated) || !r->c->imitated.shm };
	return p;
}

/* Its trials are to be run: `missing` says how many. */
static void want(struct trials *t, struct pending *p)
{
	p->missing = t->r->c->repeat;
	p->cell.trials = json_array();
	if (p->null)
		t->waits[p->program] = true;
}

/* All cells of one program: those decided without a trial are written at once. */
static void lay_out(struct trials *t, size_t program)
{
	struct campaign *c = t->r->c;
	const struct program *p = &c->catalogue.programs[program];
	const char *unmet = run_unmet(t->r, p);
	size_t null = 0;
	bool any = false;

	for (size_t d = 0; d < c->defences.count; d++) {
		bool is_null = !strcmp(c->defences.list[d].name, p->control);
		struct pending *cell;

		null = is_null ? d : null;
		if (!run_wants(t->r, p, d))
			continue;
		cell = add(t, program, d);
		cell->null = is_null;
		cell->cell.unmet = unmet ? unmet : unmet_by_column(p, &c->defences.list[d]);
		if (cell->cell.unmet || cell->cell.column->unavailable || cell->cell.column->dead) {
			run_write_cell(t->r, &cell->cell);
			continue;
		}
		want(t, cell);
		any = true;
	}
	if (any && !t->waits[program] && !p->benign) {
		struct pending *cell = add(t, program, null);

		cell->null = cell->unlisted = true;
		want(t, cell);
	}
}

/* Jobs for the trials that are missing: of the nulls, or of the others. In random order. */
static int make_jobs(struct trials *t, struct jobs *jobs, bool nulls)
{
	struct run *r = t->r;
	size_t before = jobs->count;

	for (size_t i = 0; i < t->count; i++) {
		struct pending *p = &t->cells[i];
		struct episode_spec spec = run_spec(r, EPISODE_TRIAL, p->cell.program,
						    p->cell.column->defence);

		spec.keep = p->unlisted ? NULL : r->c->keep;
		for (unsigned k = 0; p->null == nulls && k < p->missing; k++)
			if (!jobs_add(jobs, spec, p->cell.program->id, p))
				return -ENOMEM;
	}
	shuffle(jobs->list + before, jobs->count - before, r->c->seed);
	return 0;
}

static int make_all_jobs(struct trials *t, struct jobs *jobs)
{
	int e = make_jobs(t, jobs, true);

	return e ? e : make_jobs(t, jobs, false);
}

int trials_plan(struct run *r, struct jobs *jobs)
{
	size_t programs = r->c->catalogue.program_count, columns = r->c->defences.count;
	struct trials *t = r->trials = calloc(1, sizeof(*t));

	if (!t)
		return -ENOMEM;
	t->r = r;
	t->cells = calloc(programs * (columns + 1) + 1, sizeof(*t->cells));
	t->waits = calloc(programs + 1, sizeof(*t->waits));
	if (!t->cells || !t->waits)
		return -ENOMEM;
	for (size_t i = 0; i < programs; i++)
		if (campaign_wants_program(r->c, &r->c->catalogue.programs[i]))
			lay_out(t, i);
	return make_all_jobs(t, jobs);
}

/* One more trial of each cell that is still open. */
int again_plan(struct run *r, struct jobs *jobs)
{
	struct trials *t = r->trials;

	if (r->c->doubted && !t->warned)
		fprintf(stderr, "%snot as expected: %zu cell%s; each is run %u times more\n",
			r->c->progress ? "\r\033[K" : "", r->c->doubted, plural(r->c->doubted),
			r->c->again);
	t->warned = true;
	for (size_t i = 0; i < t->count; i++) {
		struct pending *p = &t->cells[i];

		p->missing = p->cell.trials && !p->measured;
	}
	return make_all_jobs(t, jobs);
}

void trials_free(struct run *r)
{
	struct trials *t = r->trials;

	for (size_t i = 0; t && i < t->count; i++)
		json_decref(t->cells[i].cell.trials);
	if (t) {
		free(t->cells);
		free(t->waits);
	}
	free(t);
	r->trials = NULL;
}
