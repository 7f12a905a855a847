// SPDX-License-Identifier: MIT
/*
 * trust.c - what must be shown before a cell is believed: by the oracles and by the defences.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/member.h"
#include "harness/oracles/oracle.h"
#include "harness/run/run.h"

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

/*
 * A stage does what an attack would, and the profile may refuse that: then nothing was there to be seen.
 * The instruments are outside and the same in every profile, so they may prove themselves where
 * nothing is refused.
 */
static bool nothing_there(const struct job j[3])
{
	return !strcmp(sight_in(j[0].result), "CLEAN") && !strcmp(sight_in(j[1].result), "CLEAN") &&
	       !strcmp(sight_in(j[2].result), "BLIND");
}

static int again_outside(struct run *r, struct job *jobs, size_t n)
{
	struct arena_spec host = r->c->arena;
	struct job *again = calloc(n + 1, sizeof(*again));
	size_t k = 0;
	int e;

	if (!again)
		return -ENOMEM;
	host.profile = NULL;
	for (size_t i = 0; i + 2 < n; i += 3)
		for (size_t m = i; m < i + 3 && nothing_there(&jobs[i]); m++) {
			again[k] = (struct job){ .spec = jobs[m].spec, .label = jobs[m].label,
						 .user = &jobs[m] };
			again[k++].spec.arena = &host;
		}
	r->pool.total += k;
	e = run_phase(r, again, k);
	for (size_t i = 0; i < k; i++) {
		struct job *first = again[i].user;

		json_decref(first->result);
		first->result = again[i].result;
	}
	free(again);
	return e;
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
	if (!e && !schedule_interrupted && profile_changes(&r->c->imitated))
		e = again_outside(r, jobs, n);
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

/*
 * What the probe said: on stderr, else the first "no" of the list that ordeal-sandbox prints, without
 * its columns' blanks.
 */
static void probe_words(const json_t *result, char *text, size_t size)
{
	const json_t *ending = json_object_get(result, "ending");
	const char *said = json_string_value(json_object_get(ending, "stderr"));
	const char *out = json_string_value(json_object_get(ending, "stdout")), *no;
	size_t n = 0;

	if ((!said || !*said) && out) {
		no = strstr(out, " no ");
		while (no && no > out && no[-1] != '\n')
			no--;
		said = no ? no : out;
	}
	for (; said && *said && *said != '\n' && n + 1 < size; said++)
		if (*said != ' ' || (n && text[n - 1] != ' '))
			text[n++] = *said;
	text[n] = '\0';
}

/* Why the probe says no; NULL: it says yes. The string is malloc'd and lives as long as the run. */
static const char *probe_answer(const json_t *result)
{
	const char *error = json_string_value(json_object_get(result, "error"));
	char words[150];
	json_int_t status = json_integer_value(json_object_get(result, "status"));
	char text[200];

	if (result && !error && status == 0)
		return NULL;
	if (error)
		snprintf(text, sizeof(text), "%s", error);
	else if (status == 127 << 8)
		snprintf(text, sizeof(text), "not installed");
	else
		snprintf(text, sizeof(text), "its probe says no: %s",
			 (probe_words(result, words, sizeof(words)), words));
	text[strcspn(text, "\n")] = '\0';
	return strdup(text);
}

int trust_probes(struct run *r)
{
	struct campaign *c = r->c;
	struct job *jobs = calloc(c->defences.count, sizeof(*jobs));
	struct defence *plain = calloc(c->defences.count, sizeof(*plain));
	size_t n = 0;
	int e;

	for (size_t i = 0; jobs && plain && i < c->defences.count; i++) {
		const struct defence *d = &c->defences.list[i];

		if (!r->chosen[i] || !d->probe)
			continue;
		plain[i] = *d; /* a worker that cannot hide would say nothing at all */
		plain[i].hidden = false;
		jobs[n].spec = run_spec(r, EPISODE_PROBE, NULL, &plain[i]);
		jobs[n].user = &r->columns[i];
		jobs[n++].label = d->name;
	}
	r->pool.total += n;
	e = jobs && plain ? run_phase(r, jobs, n) : -ENOMEM;
	for (size_t i = 0; i < n; i++)
		((struct column *)jobs[i].user)->unavailable = probe_answer(jobs[i].result);
	run_drop(jobs, n);
	free(plain);
	return e;
}
