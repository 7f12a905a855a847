// SPDX-License-Identifier: MIT
/*
 * trust.c - what must be shown before a cell is believed: by the oracles and by the defences.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/member.h"
#include "harness/oracle.h"
#include "harness/run.h"

enum { ORACLE_JOBS = 128 };

static const char *sight_in(const json_t *result)
{
	const char *s = member_text(result, "sight");

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
		error = member_text(j[i].result, "error");
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
	const char *error = member_text(result, "error");
	const char *err = member_text(json_object_get(result, "ending"), "stderr");
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
