// SPDX-License-Identifier: MIT
/*
 * run.c - what the phases of a run share: which cells are wanted, jobs, and cells written down.
 */
#include "harness/run/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/run/inputs.h"
#include "harness/oracle.h"
#include "harness/results/record.h"
#include "harness/results/results.h"

struct episode_spec run_spec(struct run *r, enum episode_mode mode, const struct program *p,
			     const struct defence *d)
{
	struct episode_spec s = { .mode = mode, .program = p, .defence = d, .arena = &r->c->arena };

	if (p) {
		char name[64];

		s.oracle = oracle_find(program_oracle(p, name, sizeof(name)), &s.oracle_arg);
		s.threshold = p->threshold;
	}
	return s;
}

struct job *jobs_add(struct jobs *jobs, struct episode_spec spec, const char *label, void *user)
{
	if (jobs->count == jobs->room) {
		size_t room = jobs->room ? 2 * jobs->room : 64;
		struct job *bigger = realloc(jobs->list, room * sizeof(*bigger));

		if (!bigger)
			return NULL;
		jobs->list = bigger;
		jobs->room = room;
	}
	jobs->list[jobs->count] = (struct job){ .spec = spec, .label = label, .user = user };
	return &jobs->list[jobs->count++];
}

void jobs_free(struct jobs *jobs)
{
	for (size_t i = 0; i < jobs->count; i++)
		json_decref(jobs->list[i].result);
	free(jobs->list);
	*jobs = (struct jobs){ 0 };
}

static void count_arena(struct job *j, void *user)
{
	campaign_note_arena(user, j->result);
}

/* Once more, those where the machine failed. By now what was in the way may be over. */
static int run_faults(struct run *r, struct job *jobs, size_t n)
{
	struct job *again = calloc(n, sizeof(*again));
	size_t k = 0;
	int e = again ? 0 : -ENOMEM;

	for (size_t i = 0; !e && i < n; i++) {
		if (!cell_is_fault(jobs[i].result))
			continue;
		again[k] = jobs[i];
		again[k].user = &jobs[i];
		again[k++].result = NULL;
	}
	r->pool.total += k;
	e = e || !k ? e : schedule_run(&r->pool, again, k);
	for (size_t i = 0; i < k; i++) {
		struct job *old = again[i].user;

		if (!again[i].result)
			continue;
		json_decref(old->result);
		old->result = again[i].result;
	}
	free(again);
	return e;
}

static int run_jobs(struct run *r, const struct phase *p, struct job *jobs, size_t n)
{
	int e;

	if (p->each) /* the last ones */
		r->later = 0;
	else if (p->foreseen)
		r->later -= n < r->later ? n : r->later;
	r->pool.total = r->pool.finished + n + r->later;
	r->pool.done = p->each ? p->each : count_arena;
	r->pool.user = p->each ? (void *)r : (void *)r->c;
	if (p->alone)
		r->pool.parallel = 1;
	e = schedule_run(&r->pool, jobs, n);
	for (int again = 0; again < 2 && !p->each && n && !e && !schedule_interrupted; again++)
		e = run_faults(r, jobs, n);
	return e;
}

/* One phase, once. *left: were there any jobs? */
static int run_once(struct run *r, const struct phase *p, bool *left)
{
	struct jobs jobs = { 0 };
	int e = p->plan(r, &jobs);

	*left = jobs.count > 0;
	if (!e)
		e = run_jobs(r, p, jobs.list, jobs.count);
	if (!e && p->take && !schedule_interrupted)
		e = p->take(r, jobs.list, jobs.count);
	jobs_free(&jobs);
	return e;
}

int phase_run(struct run *r, const struct phase *p)
{
	bool left = true;
	int e = 0;

	while (left && !e && !schedule_interrupted) {
		e = run_once(r, p, &left);
		left &= p->repeated;
	}
	return e;
}

const char *run_unmet(const struct run *r, const struct program *p)
{
	char oracle[64];

	for (char *const *need = p->needs; *need; need++) {
		const char *why = need_unmet(*need);

		if (why)
			return why;
	}
	if (json_object_get(r->distrusted, p->oracle) ||
	    json_object_get(r->distrusted, program_oracle(p, oracle, sizeof(oracle))))
		return "its oracle did not prove itself here";
	if (r->c->arena.memory && !r->c->arena.image && !strcmp(p->oracle, "usage") && p->oracle_arg &&
	    (!strcmp(p->oracle_arg, "disk") || !strcmp(p->oracle_arg, "inodes")))
		return "no file system for /tmp but memory here, which this place has little of";
	return p->python ? need_unmet("python") : NULL;
}

/* Was the cell measured before this run was resumed? */
static bool kept(const struct run *r, const struct program *p, size_t defence)
{
	const json_t *cells = json_object_get(r->c->kept, p->id);

	return json_object_get(cells, r->c->defences.list[defence].name);
}

bool run_wants(const struct run *r, const struct program *p, size_t defence)
{
	const char *column = r->c->defences.list[defence].name;

	if (r->c->only && !json_object_get(json_object_get(r->c->only, p->id), column))
		return false;
	return r->chosen[defence] && !kept(r, p, defence);
}

/* Is the cell what it is with no defence at all? What does not count says nothing. */
static void compare_with_none(struct column *column, const struct program *p, enum verdict v)
{
	bool controlled_in_none = !strcmp(p->control, "none");

	if (!verdict_counts(v))
		return;
	column->attacks += !p->benign;
	if (p->benign)
		column->differ += v != VERDICT_WORKS;
	else
		column->differ +=
			controlled_in_none ? v != VERDICT_BREACHED : v == VERDICT_BREACHED;
}

void run_write_cell(struct run *r, const struct cell *cell)
{
	struct campaign *c = r->c;
	struct record line;
	enum verdict v;
	json_t *object = cell_object(cell, &v);

	if (c->inputs)
		inputs_stamp(c->inputs, object);
	line = record_of(object);
	if (c->told)
		c->told(&line, c->told_user);
	c->cells++;
	c->by_verdict[v]++;
	compare_with_none(&r->columns[cell->column - r->columns], cell->program, v);
	if (c->verbose)
		fprintf(stderr, "%s%-12s %s  %s  (%s)\n", c->progress ? "\r\033[K" : "",
			verdict_name(v), cell->program->id, cell->column->defence->name,
			line.reason);
	json_decref(c->last_cell);
	c->last_cell = json_incref(object);
	if (c->out >= 0)
		results_append(c->out, object, &c->error);
	else
		json_decref(object);
}
