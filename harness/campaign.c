// SPDX-License-Identifier: MIT
/*
 * campaign.c - the order in which things may be believed; see campaign.h.
 *
 * The four phases share one pool of keepers. A phase starts when the one before it has ended, since
 * it decides on what the other found out.
 */
#include "harness/campaign.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/inputs.h"
#include "harness/oracle.h"
#include "harness/pattern.h"
#include "harness/results.h"
#include "harness/run.h"

enum { DOUBTED_ALONE = 50 };

/* A program's cells wait here until all their trials are in. */
struct pending {
	struct cell cell;
	unsigned    missing;
	bool        again; /* it was in doubt, and is run some times more */
};

bool campaign_wants_program(const struct campaign *c, const struct program *p)
{
	return (!c->quick || p->quick) && patterns_want_program(c->attack_globs, p);
}

bool campaign_wants_defence(const struct campaign *c, const struct defence *d)
{
	return patterns_want_defence(c->defence_globs, d,
				     !c->quick || d->main || !strcmp(d->group, "given"));
}

static void note_arena(struct campaign *c, const json_t *result)
{
	const json_t *ms = json_object_get(result, "ms");

	if (c->arena_count == c->arena_room) {
		size_t room = c->arena_room ? 2 * c->arena_room : 256;
		double *bigger = realloc(c->arena_ms, room * sizeof(*bigger));

		if (!bigger)
			return;
		c->arena_ms = bigger;
		c->arena_room = room;
	}
	if (ms)
		c->arena_ms[c->arena_count++] =
			json_number_value(json_object_get(ms, "build")) +
			json_number_value(json_object_get(ms, "teardown"));
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double campaign_arena_ms(struct campaign *c, double quantile)
{
	if (!c->arena_count)
		return 0;
	qsort(c->arena_ms, c->arena_count, sizeof(*c->arena_ms), by_value);
	return c->arena_ms[(size_t)(quantile * (double)(c->arena_count - 1))];
}

struct episode_spec run_spec(struct run *r, enum episode_mode mode, const struct program *p,
			     const struct defence *d)
{
	struct episode_spec s = { .mode = mode, .program = p, .defence = d, .arena = &r->c->arena };

	if (p) {
		char name[64];

		snprintf(name, sizeof(name), p->oracle_arg ? "%s:%s" : "%s", p->oracle,
			 p->oracle_arg);
		s.oracle = oracle_find(name, &s.oracle_arg);
		s.threshold = p->threshold;
	}
	return s;
}

static void count_arena(struct job *j, void *user)
{
	note_arena(user, j->result);
}

int run_phase(struct run *r, struct job *jobs, size_t n)
{
	r->pool.done = count_arena;
	r->pool.user = r->c;
	return schedule_run(&r->pool, jobs, n);
}

void run_drop(struct job *jobs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		json_decref(jobs[i].result);
	free(jobs);
}

static struct run run_start(struct campaign *c)
{
	return (struct run){ .c = c,
			     .pool = { .parallel = c->jobs, .progress = c->progress },
			     .distrusted = json_object() };
}

int campaign_try_oracles(struct campaign *c, void (*say)(const json_t *, void *), void *user)
{
	struct run r = run_start(c);
	int failed = trust_oracles(&r, say, user);

	json_decref(r.distrusted);
	return failed;
}

/* Why a program cannot be run here at all, or NULL. */
static const char *unmet_by_machine(const struct run *r, const struct program *p)
{
	char oracle[64];

	for (char *const *need = p->needs; *need; need++) {
		const char *why = need_unmet(*need);

		if (why)
			return why;
	}
	snprintf(oracle, sizeof(oracle), "%s:%s", p->oracle, p->oracle_arg ? p->oracle_arg : "");
	if (json_object_get(r->distrusted, p->oracle) || json_object_get(r->distrusted, oracle))
		return "its oracle did not prove itself here";
	return p->python ? need_unmet("python") : NULL;
}

/* Why it cannot be run in this column, or NULL. */
static const char *unmet_by_column(const struct program *p, const struct defence *d)
{
	if (p->python ? !d->runs_python : !d->runs_c)
		return p->python ? "this column runs no Python" : "this column runs Python only";
	return NULL;
}

/* Was the cell measured before this run was resumed? */
static bool kept(const struct run *r, const struct program *p, size_t defence)
{
	const json_t *cells = json_object_get(r->c->kept, p->id);

	return json_object_get(cells, r->c->defences.list[defence].name);
}

/* Is it a cell that this run measures? */
static bool wanted(const struct run *r, const struct program *p, size_t defence)
{
	const char *column = r->c->defences.list[defence].name;

	if (r->c->only && !json_object_get(json_object_get(r->c->only, p->id), column))
		return false;
	return r->chosen[defence] && !kept(r, p, defence);
}

static bool wanted_anywhere(const struct run *r, const struct program *p)
{
	for (size_t d = 0; d < r->c->defences.count; d++)
		if (wanted(r, p, d))
			return true;
	return false;
}

/* A column of which no cell is measured need not prove itself. */
static bool column_wanted(const struct run *r, size_t defence)
{
	for (size_t i = 0; i < r->c->catalogue.program_count; i++)
		if (campaign_wants_program(r->c, &r->c->catalogue.programs[i]) &&
		    wanted(r, &r->c->catalogue.programs[i], defence))
			return true;
	return false;
}

static int run_controls(struct run *r)
{
	struct campaign *c = r->c;
	struct job *jobs = calloc(c->catalogue.program_count, sizeof(*jobs));
	size_t n = 0;
	int e;

	if (!jobs)
		return -ENOMEM;
	for (size_t i = 0; i < c->catalogue.program_count; i++) {
		const struct program *p = &c->catalogue.programs[i];

		if (!campaign_wants_program(c, p) || unmet_by_machine(r, p) ||
		    !wanted_anywhere(r, p))
			continue;
		jobs[n].spec =
			run_spec(r, EPISODE_TRIAL, p, defences_find(&c->defences, p->control));
		jobs[n].user = &r->controls[i];
		jobs[n++].label = p->id;
	}
	e = run_phase(r, jobs, n);
	for (size_t i = 0; i < n; i++)
		*(json_t **)jobs[i].user = jobs[i].result; /* handed on */
	free(jobs);
	return e;
}

static void write_cell(struct campaign *c, const struct cell *cell)
{
	enum verdict v;
	json_t *object = cell_object(cell, &v);

	if (c->inputs)
		inputs_stamp(c->inputs, object);
	if (c->told)
		c->told(object, c->told_user);
	c->cells++;
	c->by_verdict[v]++;
	if (c->verbose)
		fprintf(stderr, "%s%-12s %s  %s  (%s)\n", c->progress ? "\r\033[K" : "",
			verdict_name(v), cell->program->id, cell->column->defence->name,
			json_string_value(json_object_get(object, "reason")));
	json_decref(c->last_cell);
	c->last_cell = json_incref(object);
	if (c->out >= 0)
		results_append(c->out, object, &c->error);
	else
		json_decref(object);
}

static bool in_doubt(struct campaign *c, struct pending *p)
{
	enum verdict v;
	json_t *object;

	if (!c->doubt || p->again)
		return false;
	object = cell_object(&p->cell, &v);
	p->again = c->doubt(object, c->doubt_user);
	c->doubted += p->again;
	json_decref(object);
	return p->again;
}

static void trial_done(struct job *j, void *user)
{
	struct pending *p = j->user;
	struct campaign *c = user;

	note_arena(c, j->result);
	json_array_append_new(p->cell.trials, j->result);
	j->result = NULL; /* what is kept here is copied by every keeper to come */
	if (--p->missing || in_doubt(c, p))
		return;
	write_cell(c, &p->cell);
	json_decref(p->cell.trials);
	p->cell.trials = NULL;
}

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static void shuffle(struct job *jobs, size_t n, uint64_t seed)
{
	uint64_t state = seed * 2654435769u + 88172645463325252u;

	for (size_t i = n; i > 1; i--) {
		size_t k = next_random(&state) % i;
		struct job swap = jobs[i - 1];

		jobs[i - 1] = jobs[k];
		jobs[k] = swap;
	}
}

/* All cells: those decided without a trial are written at once, the others become jobs. */
static size_t lay_out_trials(struct run *r, struct pending *cells, struct job *jobs)
{
	struct campaign *c = r->c;
	size_t n = 0, k = 0;

	for (size_t i = 0; i < c->catalogue.program_count; i++) {
		const struct program *p = &c->catalogue.programs[i];

		for (size_t d = 0; d < c->defences.count && campaign_wants_program(c, p); d++) {
			struct pending *cell = &cells[k];
			const char *unmet = unmet_by_machine(r, p);

			if (!wanted(r, p, d))
				continue;
			k++;
			cell->cell = (struct cell){ .program = p,
						    .column = &r->columns[d],
						    .control = r->controls[i],
						    .profile = c->profile };
			cell->cell.unmet = unmet ? unmet : unmet_by_column(p, &c->defences.list[d]);
			if (cell->cell.unmet || cell->cell.column->unavailable) {
				write_cell(c, &cell->cell);
				continue;
			}
			cell->missing = c->repeat;
			cell->cell.trials = json_array();
			for (unsigned rep = 0; rep < c->repeat; rep++) {
				jobs[n] = (struct job){ .label = p->id, .user = cell };
				jobs[n].spec = run_spec(r, EPISODE_TRIAL, p, &c->defences.list[d]);
				jobs[n++].spec.keep = c->keep;
			}
		}
	}
	return n;
}

/*
 * What was in doubt, at the end, and if that is not much, one at a time: a machine that is busy with
 * other cells is the first suspect.
 */
static int run_doubted(struct run *r, struct pending *cells, size_t count)
{
	struct campaign *c = r->c;
	struct job *jobs = calloc(c->doubted * c->again + 1, sizeof(*jobs));
	size_t n = 0;
	int e;

	if (!jobs)
		return -ENOMEM;
	fprintf(stderr, "%s%zu cells are not as expected: each is run %u times more\n",
		c->progress ? "\r\033[K" : "", c->doubted, c->again);
	for (size_t i = 0; i < count; i++) {
		const struct cell *cell = &cells[i].cell;

		for (unsigned k = 0; cells[i].again && k < c->again; k++) {
			jobs[n] = (struct job){ .label = cell->program->id, .user = &cells[i] };
			jobs[n++].spec = run_spec(r, EPISODE_TRIAL, cell->program,
						  cell->column->defence);
			cells[i].missing++;
		}
	}
	r->pool.total += n;
	if (c->doubted <= DOUBTED_ALONE)
		r->pool.parallel = 1;
	e = schedule_run(&r->pool, jobs, n);
	run_drop(jobs, n);
	return e;
}

/* How many cells, and of how many programs. */
static size_t count_wanted(const struct run *r, size_t *programs)
{
	size_t cells = 0;

	*programs = 0;
	for (size_t i = 0; i < r->c->catalogue.program_count; i++) {
		const struct program *p = &r->c->catalogue.programs[i];
		size_t before = cells;

		for (size_t d = 0; d < r->c->defences.count && campaign_wants_program(r->c, p); d++)
			cells += wanted(r, p, d);
		*programs += cells > before;
	}
	return cells;
}

static int run_trials(struct run *r)
{
	size_t programs, cells = count_wanted(r, &programs), n;
	struct pending *pending = calloc(cells + 1, sizeof(*pending));
	struct job *jobs = calloc(cells * r->c->repeat + 1, sizeof(*jobs));
	const struct campaign *c = r->c;
	int e = -ENOMEM;

	if (pending && jobs) {
		n = lay_out_trials(r, pending, jobs);
		r->pool.total = r->pool.finished + n;
		shuffle(jobs, n, r->c->seed);
		r->pool.done = trial_done;
		e = schedule_run(&r->pool, jobs, n);
		run_drop(jobs, n);
		if (!e && c->doubted && !schedule_interrupted)
			e = run_doubted(r, pending, cells);
		for (size_t i = 0; i < cells; i++)
			json_decref(pending[i].cell.trials);
	}
	free(pending);
	return e;
}

static void write_oracle(const json_t *line, void *user)
{
	struct campaign *c = user;

	if (c->out >= 0)
		results_append(c->out, json_deep_copy(line), &c->error);
	if (!json_is_true(json_object_get(line, "ok")))
		fprintf(stderr,
			"ordeal: the oracle %s cannot be trusted: staged %s, nothing %s, blinded "
			"%s\n",
			json_string_value(json_object_get(line, "name")),
			json_string_value(json_object_get(line, "staged")),
			json_string_value(json_object_get(line, "nothing")),
			json_string_value(json_object_get(line, "blinded")));
}

static int run_phases(struct run *r)
{
	size_t programs, cells = count_wanted(r, &programs);
	int e;

	r->pool.total = cells * r->c->repeat + programs;
	e = trust_oracles(r, write_oracle, r->c);
	if (e < 0 || (e = trust_probes(r)) || (e = trust_hellos(r)) || (e = run_controls(r)))
		return e;
	return schedule_interrupted ? 0 : run_trials(r);
}

int campaign_run(struct campaign *c)
{
	struct run r = run_start(c);
	bool any = false;
	int e = -ENOMEM;

	r.columns = calloc(c->defences.count, sizeof(*r.columns));
	r.chosen = calloc(c->defences.count, sizeof(*r.chosen));
	r.controls = calloc(c->catalogue.program_count + 1, sizeof(json_t *));
	if (r.columns && r.chosen && r.controls) {
		for (size_t i = 0; i < c->defences.count; i++) {
			r.columns[i].defence = &c->defences.list[i];
			r.chosen[i] = campaign_wants_defence(c, &c->defences.list[i]);
			r.chosen[i] = column_wanted(&r, i);
			any |= r.chosen[i];
		}
		e = any ? run_phases(&r) : 0;
	}
	for (size_t i = 0; r.controls && i < c->catalogue.program_count; i++)
		json_decref(r.controls[i]);
	json_decref(r.distrusted);
	free(r.controls);
	free(r.columns);
	free(r.chosen);
	c->interrupted = schedule_interrupted;
	return e;
}
