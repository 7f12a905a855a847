// SPDX-License-Identifier: MIT
/*
 * trust.c - what must be shown before a cell is believed: by the oracles and by the defences.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/member.h"
#include "harness/oracle.h"
#include "harness/run/run.h"

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

	json_object_set_new(r->distrusted,
			    oracle_spec(o->name, o->apart ? arg : NULL, spec, sizeof(spec)),
			    json_true());
}

/* The three trials of an oracle with one argument. */
static int try_with(struct run *r, struct jobs *jobs, const struct oracle *o, const char *arg)
{
	const struct defence *none = defences_find(&r->c->defences, "none");
	struct scale s = { 0 };

	if (o->scale)
		o->scale(arg, &s);
	for (int mode = EPISODE_STAGED; mode <= EPISODE_BLINDED; mode++) {
		struct episode_spec spec = run_spec(r, (enum episode_mode)mode, NULL, none);

		spec.oracle = o;
		spec.oracle_arg = arg;
		spec.threshold = s.staged_at;
		if (!jobs_add(jobs, spec, o->name, NULL))
			return -ENOMEM;
	}
	return 0;
}

/* Does something that this run measures ask it? Who is not asked need not prove itself. */
static bool is_asked(const struct run *r, const struct oracle *o, const char *arg)
{
	const struct campaign *c = r->c;

	for (size_t i = 0; i < c->catalogue.program_count; i++) {
		const struct program *p = &c->catalogue.programs[i];
		const char *its = NULL;
		char spec[64];

		if ((c->judges_all || campaign_wants_program(c, p)) &&
		    oracle_find(program_oracle(p, spec, sizeof(spec)), &its) == o &&
		    (!o->apart || !arg || !strcmp(arg, its ? its : "")))
			return true;
	}
	return c->judges_all || !strcmp(o->name, "done"); /* hello's */
}

int oracles_plan(struct run *r, struct jobs *jobs)
{
	int e = 0;

	for (const struct oracle *const *o = oracles; *o; o++) {
		const char *const only[] = { (*o)->stage_arg, NULL };
		const char *const *args = (*o)->apart	   ? (*o)->args :
					  (*o)->stage_args ? (*o)->stage_args :
							     only;

		do
			if (!e && is_asked(r, *o, *args))
				e = try_with(r, jobs, *o, *args);
		while (*args && *++args);
	}
	return e;
}

/*
 * A stage does what an attack would, and the profile may refuse that: then nothing was there to be
 * seen. The instruments are outside and the same in every profile, so they may prove themselves
 * where nothing is refused.
 */
static bool nothing_there(const struct job j[3])
{
	return !strcmp(sight_in(j[0].result), "CLEAN") && !strcmp(sight_in(j[1].result), "CLEAN") &&
	       !strcmp(sight_in(j[2].result), "BLIND");
}

static int try_outside(struct run *r, const struct job j[3])
{
	r->host = r->c->arena;
	r->host.profile = NULL;
	r->host.memory = 0;
	r->host.image = NULL;
	for (int i = 0; i < 3; i++) {
		struct episode_spec spec = j[i].spec;

		spec.arena = &r->host;
		if (!jobs_add(&r->outside, spec, j[i].label, NULL))
			return -ENOMEM;
	}
	return 0;
}

static void tell(struct run *r, const struct job j[3])
{
	bool ok;
	json_t *line = tried(j, &ok);

	r->oracles_failed += !ok;
	if (!ok)
		distrust(r, j[0].spec.oracle, j[0].spec.oracle_arg);
	if (r->say)
		r->say(line, r->say_user);
	json_decref(line);
}

int oracles_take(struct run *r, struct job *jobs, size_t n)
{
	int e = 0;

	for (size_t i = 0; i + 2 < n && !e; i += 3) {
		if (profile_changes(&r->c->imitated) && nothing_there(&jobs[i]))
			e = try_outside(r, &jobs[i]);
		else
			tell(r, &jobs[i]);
	}
	return e;
}

int outside_plan(struct run *r, struct jobs *jobs)
{
	*jobs = r->outside;
	r->outside = (struct jobs){ 0 };
	return 0;
}

int outside_take(struct run *r, struct job *jobs, size_t n)
{
	for (size_t i = 0; i + 2 < n; i += 3)
		tell(r, &jobs[i]);
	return 0;
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

int probes_plan(struct run *r, struct jobs *jobs)
{
	for (size_t i = 0; i < r->c->defences.count; i++) {
		const struct defence *d = &r->c->defences.list[i];
		struct episode_spec spec = run_spec(r, EPISODE_PROBE, NULL, d);

		spec.command = d->probe;
		if (r->chosen[i] && d->probe && !jobs_add(jobs, spec, d->name, &r->columns[i]))
			return -ENOMEM;
	}
	return 0;
}

int probes_take(struct run *r, struct job *jobs, size_t n)
{
	(void)r;
	for (size_t i = 0; i < n; i++)
		((struct column *)jobs[i].user)->unavailable = probe_answer(jobs[i].result);
	return 0;
}
