// SPDX-License-Identifier: MIT
/*
 * campaign.c - the order in which things may be believed; see campaign.h.
 *
 * The four phases share one pool of keepers. A phase starts when the one before it has ended, since
 * it decides on what the other found out.
 */
#include "harness/run/campaign.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/run/inputs.h"
#include "harness/results/member.h"
#include "harness/oracles/oracle.h"
#include "harness/catalogue/pattern.h"
#include "harness/results/record.h"
#include "harness/results/results.h"
#include "harness/run/run.h"

bool campaign_wants_program(const struct campaign *c, const struct program *p)
{
	return (!c->quick || p->quick) && patterns_want_program(c->attack_globs, p);
}

bool campaign_wants_defence(const struct campaign *c, const struct defence *d)
{
	return patterns_want_defence(c->defence_globs, d,
				     !d->unmade &&
					     (!c->quick || d->main || !strcmp(d->group, "given")));
}

void campaign_note_arena(struct campaign *c, const json_t *result)
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

int run_phase(struct run *r, struct job *jobs, size_t n)
{
	int e;

	r->pool.done = count_arena;
	r->pool.user = r->c;
	e = schedule_run(&r->pool, jobs, n);
	for (int again = 0; again < 2 && n && !e && !schedule_interrupted; again++)
		e = run_faults(r, jobs, n);
	return e;
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

const char *run_unmet(const struct run *r, const struct program *p)
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

static bool wanted_anywhere(const struct run *r, const struct program *p)
{
	for (size_t d = 0; d < r->c->defences.count; d++)
		if (run_wants(r, p, d))
			return true;
	return false;
}

/* A column of which no cell is measured need not prove itself. */
static bool column_wanted(const struct run *r, size_t defence)
{
	for (size_t i = 0; i < r->c->catalogue.program_count; i++)
		if (campaign_wants_program(r->c, &r->c->catalogue.programs[i]) &&
		    run_wants(r, &r->c->catalogue.programs[i], defence))
			return true;
	return false;
}

/* A control for each run that its cells get. */
static size_t control_jobs(struct run *r, struct job *jobs)
{
	struct campaign *c = r->c;
	size_t n = 0;

	for (size_t i = 0; i < c->catalogue.program_count; i++) {
		const struct program *p = &c->catalogue.programs[i];

		if (!campaign_wants_program(c, p) || run_unmet(r, p) || !wanted_anywhere(r, p))
			continue;
		for (unsigned rep = 0; rep < c->repeat; rep++) {
			jobs[n].spec = run_spec(r, EPISODE_TRIAL, p,
						defences_find(&c->defences, p->control));
			jobs[n].user = &r->controls[i];
			jobs[n++].label = p->id;
		}
	}
	return n;
}

static int run_controls(struct run *r)
{
	struct job *jobs = calloc(r->c->catalogue.program_count * r->c->repeat + 1, sizeof(*jobs));
	size_t n;
	int e;

	if (!jobs)
		return -ENOMEM;
	n = control_jobs(r, jobs);
	e = run_phase(r, jobs, n);
	for (size_t i = 0; i < n; i++) {
		json_t **controls = jobs[i].user;

		*controls = *controls ? *controls : json_array();
		if (jobs[i].result)
			json_array_append(*controls, jobs[i].result);
	}
	run_drop(jobs, n);
	return e;
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
		column->differ += controlled_in_none ? v != VERDICT_BREACHED : v == VERDICT_BREACHED;
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

/*
 * A wall that is not there looks like one that holds nothing. It may be what it is to be (one layer,
 * asked about attacks that are not its business); it is for people to know.
 */
static void note_unchanged(struct run *r)
{
	enum { ENOUGH = 5 };
	struct campaign *c = r->c;

	if (c->kept) /* what was measured before is not counted here */
		return;
	c->unchanged = json_array();
	for (size_t i = 0; i < c->defences.count; i++) {
		const struct column *column = &r->columns[i];
		const char *said = column->said ? column->said : "";

		if (column->attacks < ENOUGH || column->differ ||
		    !strcmp(column->defence->group, "baseline"))
			continue;
		json_array_append_new(c->unchanged, json_string(column->defence->name));
		fprintf(stderr,
			"ordeal: the column %s changed nothing: all %zu attacks were as with no "
			"defence%s%s%s\n",
			column->defence->name, column->attacks, *said ? "; it said: \"" : "", said,
			*said ? "\"" : "");
	}
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
			cells += run_wants(r, p, d);
		*programs += cells > before;
	}
	return cells;
}

static void write_oracle(const json_t *line, void *user)
{
	struct campaign *c = user;

	if (c->out >= 0)
		results_append(c->out, json_deep_copy(line), &c->error);
	if (!member_is_true(line, "ok"))
		fprintf(stderr,
			"ordeal: the oracle %s cannot be trusted: staged %s, nothing %s, blinded "
			"%s\n",
			member_text(line, "name"),
			member_text(line, "staged"),
			member_text(line, "nothing"),
			member_text(line, "blinded"));
}

static int run_phases(struct run *r)
{
	size_t programs, cells = count_wanted(r, &programs);
	int e;

	r->pool.total = (cells + programs) * r->c->repeat;
	if (selfcheck_profile(r, &r->c->error))
		return -r->c->error.code;
	e = trust_oracles(r, write_oracle, r->c);
	if (e < 0 || (e = trust_probes(r)) || (e = trust_hellos(r)) || (e = trust_own(r)) ||
	    (e = run_controls(r)))
		return e;
	e = schedule_interrupted ? 0 : trials_run(r);
	if (!schedule_interrupted)
		note_unchanged(r);
	return e;
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
		for (size_t i = 0; i < c->defences.count; i++)
			c->dead += r.columns[i].dead != NULL;
		for (size_t i = 0; i < c->defences.count; i++)
			json_decref(r.columns[i].own);
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
