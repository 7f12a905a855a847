// SPDX-License-Identifier: MIT
/*
 * hello.c - what a defence must show before its cells are believed: that honest programs run under
 * it, that it gives nothing away, and what of an attack's effect is its own doing.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/member.h"
#include "harness/results/results_text.h"
#include "harness/oracle.h"
#include "harness/run/run.h"
#include "lib/strf.h"

static const char *sight_in(const json_t *result)
{
	const char *s = member_text(result, "sight");

	return s ? s : "BLIND";
}

/* Does the defence give a canary away, with nobody there who would steal it? */
static bool gives_away(const json_t *result)
{
	return json_is_false(json_object_get(result, "clean")) &&
	       json_is_null(json_object_get(result, "error"));
}

static const char *printed_by(const json_t *result, const char *stream)
{
	const char *text =
		member_text(json_object_get(result, "ending"), stream);

	return text ? text : "";
}

/* How the program ended, in what it was wrong, and the last that was heard of it. malloc'd. */
static char *what_happened(const json_t *result)
{
	const char *how =
		member_text(json_object_get(result, "ending"), "how");
	const char *wrong =
		json_string_value(json_array_get(json_object_get(result, "exhibits"), 0));
	char last[240];

	results_last_words(printed_by(result, "stderr"), last, sizeof(last));
	return strf("%s%s%s%s%s", how ? how : "?", wrong ? ", " : "", wrong ? wrong : "",
		    *last ? ": " : ", and nothing on stderr", last);
}

/* Why a column that fails hello may hold nothing in this language; NULL: it may. */
static const char *hello_answer(const struct program *hello, const json_t *result)
{
	const char *error = member_text(result, "error");
	char *what, *answer;

	if (error)
		return strdup(error);
	if (gives_away(result))
		return "it gives a canary away itself";
	if (!strcmp(sight_in(result), "SEEN"))
		return NULL;
	what = what_happened(result);
	answer = strf("it cannot run hello, here %s: %s", hello->id, what ? what : "?");
	free(what);
	return answer;
}

/* Did it not even come to the program? One that works differently may still be a defence. */
static bool started(const struct program *hello, const json_t *result)
{
	return !strcmp(sight_in(result), "SEEN") ||
	       json_is_string(json_object_get(result, "error")) ||
	       strstr(printed_by(result, "stdout"), hello->expect);
}

/* What hello says of the column; every kind is a job, those of one column stand together. */
static void take_hello(struct column *column, const struct job *j)
{
	const struct program *hello = j->spec.program;
	const char *answer = hello_answer(hello, j->result);
	char last[240];

	if (!j->result)
		return;
	column->hello[hello_for(hello)] = answer;
	column->leaks |= gives_away(j->result);
	results_last_words(printed_by(j->result, "stderr"), last, sizeof(last));
	if (!answer && *last && !column->said)
		column->said = strdup(last);
	if (hello->grader)
		return;
	column->dead = started(hello, j->result) ? NULL : answer;
	column->starts |= !column->dead;
	if (column->starts)
		column->dead = NULL;
}

/* Once, and at once: whoever runs this should not learn it from the last of a thousand cells. */
static void say_what_fails(const struct run *r, const struct column *column)
{
	const char *name = column->defence->name, *clear = r->c->progress ? "\r\033[K" : "";

	if (column->dead) {
		fprintf(stderr, "%sordeal: the column %s is not measured: %s\n", clear, name,
			column->dead);
		return;
	}
	for (int h = 0; h < HELLOS; h++)
		if (column->hello[h])
			fprintf(stderr, "%sordeal: the column %s: %s\n", clear, name,
				column->hello[h]);
}

static int plan_hellos(struct run *r, struct jobs *jobs, size_t column)
{
	static const char *const hellos[HELLOS] = {
		[HELLO_C] = "benign/hello-c",
		[HELLO_PYTHON] = "benign/hello-python",
		[HELLO_GRADED_C] = "benign/graded-c",
		[HELLO_GRADED_PYTHON] = "benign/graded-python",
	};
	const struct defence *d = &r->c->defences.list[column];

	for (int h = 0; h < HELLOS; h++) {
		const struct program *hello = catalogue_find(&r->c->catalogue, hellos[h]);
		struct episode_spec spec;

		if (!hello || !(hello->python ? d->runs_python : d->runs_c))
			continue;
		spec = run_spec(r, EPISODE_TRIAL, hello, d);
		spec.all_secrets = true;
		if (!jobs_add(jobs, spec, d->name, &r->columns[column]))
			return -ENOMEM;
	}
	return 0;
}

int hellos_plan(struct run *r, struct jobs *jobs)
{
	int e = 0;

	for (size_t i = 0; i < r->c->defences.count; i++)
		if (r->chosen[i] && !r->columns[i].unavailable)
			e = e ? e : plan_hellos(r, jobs, i);
	return e;
}

int hellos_take(struct run *r, struct job *jobs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		take_hello(jobs[i].user, &jobs[i]);
		if (i + 1 == n || jobs[i + 1].user != jobs[i].user)
			say_what_fails(r, jobs[i].user);
	}
	return 0;
}

/* The specs of oracles, of those that the wanted programs have, which a defence itself may set off.
 */
static json_t *own_specs(const struct run *r)
{
	const struct campaign *c = r->c;
	json_t *specs = json_object();

	for (size_t i = 0; i < c->catalogue.program_count; i++) {
		const struct program *p = &c->catalogue.programs[i];
		const struct oracle *o;
		const char *arg;
		char spec[64];

		if (!campaign_wants_program(c, p) || run_unmet(r, p))
			continue;
		o = oracle_find(program_oracle(p, spec, sizeof(spec)), &arg);
		if (o && o->own)
			json_object_set_new(specs, spec, json_true());
	}
	return specs;
}

/* One job for each spec. */
static int plan_own(struct run *r, struct jobs *jobs, const json_t *specs, size_t column)
{
	const struct defence *d = &r->c->defences.list[column];
	const struct program *p = catalogue_find(&r->c->catalogue, d->runs_c ? "benign/hello-c" :
									      "benign/hello-python");
	const char *name;
	json_t *unused;

	if (!p)
		return 0;
	r->columns[column].own = json_object();
	json_object_foreach((json_t *)specs, name, unused)
	{
		struct episode_spec spec = run_spec(r, EPISODE_TRIAL, p, d);

		spec.oracle = oracle_find(name, &spec.oracle_arg);
		spec.threshold = 0;
		if (!jobs_add(jobs, spec, d->name, &r->columns[column]))
			return -ENOMEM;
	}
	return 0;
}

/* Of each column that puts anything around a program. */
int own_plan(struct run *r, struct jobs *jobs)
{
	json_t *specs = own_specs(r);
	int e = 0;

	for (size_t i = 0; i < r->c->defences.count && !e; i++) {
		const struct defence *d = &r->c->defences.list[i];
		const struct column *column = &r->columns[i];

		if (r->chosen[i] && !column->unavailable && !column->dead &&
		    (d->argv || d->between || d->prelude))
			e = plan_own(r, jobs, specs, i);
	}
	json_decref(specs);
	return e;
}

int own_take(struct run *r, struct job *jobs, size_t n)
{
	(void)r;
	for (size_t i = 0; i < n; i++) {
		struct column *column = jobs[i].user;
		const struct episode_spec *s = &jobs[i].spec;
		char spec[64];

		json_object_set(column->own,
				oracle_spec(s->oracle->name, s->oracle_arg, spec, sizeof(spec)),
				jobs[i].result);
	}
	return 0;
}
