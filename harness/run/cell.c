// SPDX-License-Identifier: MIT
#include "harness/run/cell.h"
#include "harness/run/cell_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/measure.h"
#include "harness/results/member.h"
#include "harness/results/results_text.h"
#include "harness/oracle.h"
#include "lib/strf.h"

/* The outcome of each run, malloc'd; NULL: there is none. */
static struct ruling *rulings_of(const struct cell *c)
{
	size_t n = json_array_size(c->trials), i;
	struct ruling *runs = n ? calloc(n, sizeof(*runs)) : NULL;
	json_t *trial;

	for (i = 0; runs && i < n; i++) {
		struct facts f;

		trial = json_array_get(c->trials, i);
		f = facts_of(c, trial);
		runs[i] = verdict_of(&f);
	}
	return runs;
}

bool cell_wants_more(const struct cell *c)
{
	struct ruling *runs = rulings_of(c);
	bool more = runs && verdict_wants_more(runs, json_array_size(c->trials));

	free(runs);
	return more;
}

static json_t *with(const char *why, const char *more)
{
	return more && *more ? json_sprintf("%s: %s", why, more) : json_string(why);
}

static const char *error_in(const json_t *episode)
{
	return member_text(episode, "error");
}

static const char *error_of(const struct cell *c, const json_t *trial)
{
	const char *error = error_in(trial);
	json_t *control;
	size_t i;

	json_array_foreach(c->controls, i, control) error = error ? error : error_in(control);
	return error;
}

static const char *shown_by(const json_t *episode)
{
	return json_string_value(json_array_get(json_object_get(episode, "exhibits"), 0));
}

/* Say more than the verdict's own sentence where we know more. */
static json_t *reason_of(const struct cell *c, const struct ruling *all, const struct ruling *runs,
			 const json_t *trial)
{
	size_t n = json_array_size(c->trials);
	struct facts f = facts_of(c, trial);
	const char *error = error_of(c, trial);
	char *words = NULL;
	json_t *reason;

	if (all->verdict == VERDICT_NOTRUN && c->unmet)
		return json_string(c->unmet);
	if (all->verdict == VERDICT_UNAVAILABLE && c->column->unavailable)
		return json_string(c->column->unavailable);
	if (f.dead && f.control == SIGHT_SEEN)
		return with(all->why, c->column->dead);
	if (all->verdict == VERDICT_FAULT || (all->verdict == VERDICT_BROKEN && error))
		return with(all->why, error);
	if (all->verdict == VERDICT_BROKEN && facts_own_doing(c, trial))
		return with("the defence alone causes what was seen", shown_by(facts_own(c)));
	if (all->verdict == VERDICT_BROKEN && f.control == SIGHT_CLEAN && f.crashed)
		return words_of_crash(c->controls, all->why);
	if (all->verdict == VERDICT_BROKEN && facts_hello(c))
		return json_sprintf("%s (%s)", all->why, facts_hello(c));
	if (all->verdict == VERDICT_ABSENT)
		return with(all->why, member_text(trial, "absent"));
	if (all->verdict == VERDICT_UNPROVEN && !f.honest_ok)
		return with(all->why, json_string_value(json_object_get(
					      json_object_get(trial, "ending"), "honest")));
	if (all->verdict == VERDICT_INERT)
		words = words_of_refusal(c->controls);
	else if (all->near)
		words = measure_words(json_object_get(trial, "measured"));
	else if (n > 1 && (all->verdict == VERDICT_BREACHED || all->verdict == VERDICT_FLAKY))
		words = words_of_rates(runs, n);
	reason = with(all->why, words);
	free(words);
	return reason;
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

/* Of the runs, the one that shows why: the last of the cell's own verdict, else one that speaks
 * against the defence. */
static const json_t *telling(const struct cell *c, const struct ruling *all,
			     const struct ruling *runs)
{
	size_t shown = 0;
	bool same = false;

	for (size_t i = 0; i < json_array_size(c->trials); i++) {
		enum verdict v = runs[i].verdict;

		if (v == all->verdict ? true : !same && v != VERDICT_HELD && v != VERDICT_WORKS)
			shown = i;
		same |= v == all->verdict;
	}
	return json_array_get(c->trials, shown);
}

/* A new reference to what `key` holds, or to null. */
static json_t *get(const json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);

	return value ? json_incref(value) : json_null();
}

static json_t *figures_of(const json_t *episodes)
{
	json_t *list = json_array(), *episode;
	size_t i;

	json_array_foreach(episodes, i, episode)
		json_array_append_new(list, get(json_object_get(episode, "measured"), "figure"));
	return list;
}

/* What was counted in the run that is shown, in all of them, and undefended; or null. */
static json_t *measured_of(const struct cell *c, const json_t *trial)
{
	json_t *m = json_deep_copy(json_object_get(trial, "measured"));

	if (!json_is_object(m)) {
		json_decref(m);
		return json_null();
	}
	json_object_set_new(m, "runs", figures_of(c->trials));
	json_object_set_new(m, "controls", figures_of(c->controls));
	return m;
}

static json_t *sights_of(const json_t *episodes)
{
	json_t *list = json_array(), *episode;
	size_t i;

	json_array_foreach(episodes, i, episode)
		json_array_append_new(list, json_string(sight_name(facts_sight(episode))));
	return list;
}

static json_t *runs_of(const struct ruling *runs, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_string(verdict_name(runs[i].verdict)));
	return list;
}

static json_t *control_or_null(const struct cell *c)
{
	struct facts f = { 0 };

	facts_controls(c, &f);
	return json_array_size(c->controls) ? json_string(sight_name(f.control)) : json_null();
}

json_t *cell_object(const struct cell *c, enum verdict *verdict)
{
	const struct program *p = c->program;
	const struct defence *d = c->column->defence;
	size_t n = json_array_size(c->trials);
	struct ruling *runs = rulings_of(c), all;
	char spec[64];
	const json_t *trial = NULL;
	json_t *cell;

	if (runs) {
		all = verdict_over(runs, n);
		trial = telling(c, &all, runs);
	} else {
		struct facts f = facts_of(c, NULL);

		all = verdict_of(&f);
	}
	*verdict = all.verdict;
	cell = json_pack(
		"{s:s, s:s, s:s, s:b, s:s?, s:s, s:b, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:o, s:o, "
		"s:o, s:I, s:o, s:o, s:o, s:o, s:o}",
		"type", "cell", "attack", p->id, "row", p->row, "benign", p->benign, "victim",
		p->victim ? victim_name(p->victim) : NULL, "language", p->language, "quick",
		p->quick, "defence", d->name, "group", d->group, "profile", c->profile, "verdict",
		verdict_name(all.verdict), "control", control_or_null(c), "controls",
		sights_of(c->controls), "controlled_in", p->control, "trial",
		trial ? json_string(sight_name(facts_sight(trial))) : json_null(), "reason",
		reason_of(c, &all, runs, trial), "oracle",
		json_string(program_oracle(p, spec, sizeof(spec))), "threshold",
		(json_int_t)p->threshold, "measured", measured_of(c, trial), "exhibits",
		get(trial, "exhibits"), "ending", ending_of(trial), "runs", runs_of(runs, n), "ms",
		get(trial, "ms"));
	free(runs);
	return cell;
}
