// SPDX-License-Identifier: MIT
#include "harness/cell.h"

#include <string.h>

#include "harness/oracle.h"

static enum sight sight_of(const json_t *episode)
{
	const char *name = json_string_value(json_object_get(episode, "sight"));
	int s = name ? sight_parse(name) : -1;

	return s < 0 ? SIGHT_BLIND : (enum sight)s;
}

static bool flag(const json_t *episode, const char *key)
{
	return json_is_true(json_object_get(episode, key));
}

enum hello hello_for(const struct program *p)
{
	if (p->grader)
		return p->python ? HELLO_GRADED_PYTHON : HELLO_GRADED_C;
	return p->python ? HELLO_PYTHON : HELLO_C;
}

static const char *hello_of(const struct cell *c)
{
	return c->column->hello[hello_for(c->program)];
}

/*
 * Where the defence itself causes what the oracle looks for, what is seen accuses nobody: a canary
 * that it gives away, a victim that cannot run under it.
 */
static enum sight trial_sight(const struct cell *c, const json_t *trial)
{
	const char *oracle = c->program->oracle;

	if ((c->column->leaks && !strcmp(oracle, "secret")) ||
	    (hello_of(c) && !strcmp(oracle, "victim")))
		return SIGHT_BLIND;
	return sight_of(trial);
}

static struct facts facts_of(const struct cell *c, const json_t *trial)
{
	return (struct facts){
		.benign = c->program->benign,
		.unmet = c->unmet,
		.unavailable = c->column->unavailable,
		.hello_failed = hello_of(c),
		.control = sight_of(c->control),
		.trial = trial_sight(c, trial),
		.attempted = flag(trial, "attempted"),
		.honest_ok = flag(trial, "honest_ok"),
		.worker_died = flag(trial, "worker_died"),
		.timed_out = flag(trial, "timed_out"),
	};
}

/* Say more than the verdict's own sentence where we know more. */
static json_t *reason_of(const struct cell *c, enum verdict v, const char *why, const json_t *trial)
{
	const char *broke = json_string_value(json_object_get(trial, "error"));
	const char *control = json_string_value(json_object_get(c->control, "error"));

	if (v == VERDICT_NOTRUN && c->unmet)
		return json_string(c->unmet);
	if (v == VERDICT_UNAVAILABLE && c->column->unavailable)
		return json_string(c->column->unavailable);
	if (v == VERDICT_BROKEN && (broke || control))
		return json_sprintf("%s: %s", why, broke ? broke : control);
	if (v == VERDICT_BROKEN && hello_of(c))
		return json_sprintf("%s (%s)", why, hello_of(c));
	return json_string(why);
}

static json_t *ending_of(const json_t *trial)
{
	json_t *ending = json_deep_copy(json_object_get(trial, "ending"));

	for (size_t i = 0; ending && i < 3; i++) {
		static const char *const keys[] = { "attempted", "honest_ok", "timed_out" };

		json_object_set(ending, keys[i], json_object_get(trial, keys[i]));
	}
	return ending ? ending : json_null();
}

/* Of the runs, the one that shows why: the last that disagrees with `held`, else the first. */
static json_t *telling(const struct cell *c, enum verdict *merged, const char **why, json_t *runs)
{
	json_t *shown = NULL, *trial;
	size_t i;

	*merged = VERDICT_COUNT;
	json_array_foreach(c->trials, i, trial)
	{
		struct facts f = facts_of(c, trial);
		const char *because;
		enum verdict v = verdict_of(&f, &because);

		json_array_append_new(runs, json_string(verdict_name(v)));
		if (!shown || (v != VERDICT_HELD && v != VERDICT_WORKS)) {
			shown = trial;
			*why = because;
		}
		*merged = *merged == VERDICT_COUNT ? v : verdict_merge(*merged, v);
	}
	if (*merged == VERDICT_FLAKY)
		*why = "repeated runs disagree";
	return shown;
}

/* A new reference to what `key` holds, or to null. */
static json_t *get(const json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);

	return value ? json_incref(value) : json_null();
}

static json_t *sight_or_null(const json_t *episode)
{
	return episode ? json_string(sight_name(sight_of(episode))) : json_null();
}

json_t *cell_object(const struct cell *c, enum verdict *verdict)
{
	const struct program *p = c->program;
	const struct defence *d = c->column->defence;
	json_t *runs = json_array(), *trial;
	const char *why = "not run", *arg = p->oracle_arg;

	trial = telling(c, verdict, &why, runs);
	if (!trial) {
		struct facts f = facts_of(c, NULL);

		*verdict = verdict_of(&f, &why);
	}
	return json_pack(
		"{s:s, s:s, s:s, s:b, s:s, s:b, s:s, s:s, s:s, s:s, s:o, s:s, s:o, s:o, s:o, s:I, "
		"s:o, s:o, s:o, s:o}",
		"type", "cell", "attack", p->id, "row", p->row, "benign", p->benign, "language",
		p->language, "quick", p->quick, "defence", d->name, "group", d->group, "profile",
		c->profile, "verdict", verdict_name(*verdict), "control", sight_or_null(c->control),
		"controlled_in", p->control, "trial", sight_or_null(trial), "reason",
		reason_of(c, *verdict, why, trial), "oracle",
		json_sprintf(arg ? "%s:%s" : "%s", p->oracle, arg), "threshold",
		(json_int_t)p->threshold, "exhibits", get(trial, "exhibits"), "ending",
		ending_of(trial), "runs", runs, "ms", get(trial, "ms"));
}
