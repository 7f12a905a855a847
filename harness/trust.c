// SPDX-License-Identifier: MIT
/*
 * trust.c - what must be shown before a cell is believed: by the oracles and by the defences.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/oracle.h"
#include "harness/run.h"
#include "lib/strf.h"

enum { ORACLE_JOBS = 128 };

static const char *sight_in(const json_t *result)
{
	const char *s = json_string_value(json_object_get(result, "sight"));

	return s ? s : "BLIND";
}

/* One line for an oracle (with an argument): what it said when it was tried. */
static json_t *tried(const struct job j[3], bool *ok)
{
	const struct episode_spec *s = &j[0].spec;
	const char *staged = sight_in(j[0].result), *nothing = sight_in(j[1].result),
		   *blinded = sight_in(j[2].result);
	const char *error = NULL;

	for (int i = 0; i < 3 && !error; i++)
		error = json_string_value(json_object_get(j[i].result, "error"));
	*ok = !strcmp(staged, "SEEN") && !strcmp(nothing, "CLEAN") && !strcmp(blinded, "BLIND");
	return json_pack("{s:s, s:s, s:s?, s:s, s:s, s:s, s:b, s:s?}", "type", "oracle", "name",
			 s->oracle->name, "arg", s->oracle_arg, "staged", staged, "nothing",
			 nothing, "blinded", blinded, "ok", *ok, "error", error);
}

static void distrust(struct run *r, const struct oracle *o, const char *arg)
{
	char spec[64];

	snprintf(spec, sizeof(spec), o->apart ? "%s:%s" : "%s", o->name, arg);
	json_object_set_new(r->distrusted, spec, json_true());
}

static size_t oracle_jobs(struct run *r, struct job *jobs)
{
	const struct defence *none = defences_find(&r->c->defences, "none");
	size_t n = 0;

	for (const struct oracle *const *o = oracles; *o; o++) {
		const char *const only[] = { (*o)->stage_arg, NULL };
		const char *const *args = (*o)->apart ? (*o)->args :
					  (*o)->stage_args ? (*o)->stage_args : only;

		do {
			struct scale s = { 0 };

			if ((*o)->scale)
				(*o)->scale(*args, &s);
			for (int mode = EPISODE_STAGED; mode <= EPISODE_BLINDED; mode++) {
				struct job *j = &jobs[n++];

				j->spec = run_spec(r, (enum episode_mode)mode, NULL, none);
				j->spec.oracle = *o;
				j->spec.oracle_arg = *args;
				j->spec.threshold = s.staged_at;
				j->label = (*o)->name;
			}
		} while (*args && *++args);
	}
	return n;
}

int trust_oracles(struct run *r, void (*say)(const json_t *, void *), void *user)
{
	struct job *jobs = calloc(ORACLE_JOBS, sizeof(*jobs));
	size_t n = jobs ? oracle_jobs(r, jobs) : 0;
	int failed = 0, e;

	if (!jobs)
		return -ENOMEM;
	r->pool.total += n;
	e = run_phase(r, jobs, n);
	for (size_t i = 0; i + 2 < n && !e && !schedule_interrupted; i += 3) {
		bool ok;
		json_t *line = tried(&jobs[i], &ok);

		failed += !ok;
		if (!ok)
			distrust(r, jobs[i].spec.oracle, jobs[i].spec.oracle_arg);
		if (say)
			say(line, user);
		json_decref(line);
	}
	run_drop(jobs, n);
	return e ? e : failed;
}

/* Why the probe says no; NULL: it says yes. The string is malloc'd and lives as long as the run. */
static const char *probe_answer(const json_t *result)
{
	const char *error = json_string_value(json_object_get(result, "error"));
	const char *err = json_string_value(
		json_object_get(json_object_get(result, "ending"), "stderr"));
	json_int_t status = json_integer_value(json_object_get(result, "status"));
	char text[200];

	if (result && !error && status == 0)
		return NULL;
	if (error)
		snprintf(text, sizeof(text), "%s", error);
	else if (status == 127 << 8)
		snprintf(text, sizeof(text), "not installed");
	else
		snprintf(text, sizeof(text), "its probe says no: %.150s", err ? err : "");
	text[strcspn(text, "\n")] = '\0';
	return strdup(text);
}

int trust_probes(struct run *r)
{
	struct campaign *c = r->c;
	struct job *jobs = calloc(c->defences.count, sizeof(*jobs));
	size_t n = 0;
	int e;

	if (!jobs)
		return -ENOMEM;
	for (size_t i = 0; i < c->defences.count; i++) {
		const struct defence *d = &c->defences.list[i];

		if (!r->chosen[i] || !d->probe)
			continue;
		jobs[n].spec = run_spec(r, EPISODE_PROBE, NULL, d);
		jobs[n].user = &r->columns[i];
		jobs[n++].label = d->name;
	}
	r->pool.total += n;
	e = run_phase(r, jobs, n);
	for (size_t i = 0; i < n; i++)
		((struct column *)jobs[i].user)->unavailable = probe_answer(jobs[i].result);
	run_drop(jobs, n);
	return e;
}

/* Does the defence give a canary away, with nobody there who would steal it? */
static bool gives_away(const json_t *result)
{
	return json_is_false(json_object_get(result, "clean")) &&
	       json_is_null(json_object_get(result, "error"));
}

static const char *printed_by(const json_t *result, const char *stream)
{
	const char *text = json_string_value(
		json_object_get(json_object_get(result, "ending"), stream));

	return text ? text : "";
}

/* How the program ended, in what it was wrong, and the last that was heard of it. malloc'd. */
static char *what_happened(const json_t *result)
{
	const char *how = json_string_value(
		json_object_get(json_object_get(result, "ending"), "how"));
	const char *wrong = json_string_value(
		json_array_get(json_object_get(result, "exhibits"), 0));
	char last[240];

	cell_last_words(printed_by(result, "stderr"), last, sizeof(last));
	return strf("%s%s%s%s%s", how ? how : "?", wrong ? ", " : "", wrong ? wrong : "",
		    *last ? ": " : ", and nothing on stderr", last);
}

/* Why a column that fails hello may hold nothing in this language; NULL: it may. */
static const char *hello_answer(const struct program *hello, const json_t *result)
{
	const char *error = json_string_value(json_object_get(result, "error"));
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
	return !strcmp(sight_in(result), "SEEN") || json_is_string(json_object_get(result, "error")) ||
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
	cell_last_words(printed_by(j->result, "stderr"), last, sizeof(last));
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

int trust_hellos(struct run *r)
{
	static const char *const hellos[HELLOS] = {
		[HELLO_C] = "benign/hello-c",
		[HELLO_PYTHON] = "benign/hello-python",
		[HELLO_GRADED_C] = "benign/graded-c",
		[HELLO_GRADED_PYTHON] = "benign/graded-python",
	};
	struct campaign *c = r->c;
	struct job *jobs = calloc(HELLOS * c->defences.count, sizeof(*jobs));
	size_t n = 0;
	int e;

	if (!jobs)
		return -ENOMEM;
	for (size_t i = 0; i < c->defences.count; i++) {
		const struct defence *d = &c->defences.list[i];

		for (int h = 0; h < HELLOS; h++) {
			const struct program *hello = catalogue_find(&c->catalogue, hellos[h]);

			if (!r->chosen[i] || r->columns[i].unavailable || !hello ||
			    !(hello->python ? d->runs_python : d->runs_c))
				continue;
			jobs[n].spec = run_spec(r, EPISODE_TRIAL, hello, d);
			jobs[n].spec.all_secrets = true;
			jobs[n].user = &r->columns[i];
			jobs[n++].label = d->name;
		}
	}
	r->pool.total += n;
	e = run_phase(r, jobs, n);
	for (size_t i = 0; i < n; i++) {
		take_hello(jobs[i].user, &jobs[i]);
		if (!schedule_interrupted && (i + 1 == n || jobs[i + 1].user != jobs[i].user))
			say_what_fails(r, jobs[i].user);
	}
	run_drop(jobs, n);
	return e;
}
