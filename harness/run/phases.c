// SPDX-License-Identifier: MIT
/*
 * phases.c - the order in which things may be believed.
 *
 * Each phase lays out jobs, has them run by the one pool of keepers, and takes what came of them.
 * It starts when the one before it has ended, since it decides on what the other found out.
 */
#include "harness/run/phases.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/member.h"
#include "harness/results/results.h"
#include "harness/run/run.h"

static const struct phase phases[] = {
	/* Figures of another place than the one that is named would be worse than none. */
	{ .name = "place", .plan = place_plan, .take = place_take },
	/* Who does not see would call everything held: nothing is judged before its judge is. */
	{ .name = "oracles", .plan = oracles_plan, .take = oracles_take, .judges = true },
	/* What the place refuses to a stage says nothing of an instrument, which is outside. */
	{ .name = "outside", .plan = outside_plan, .take = outside_take, .judges = true },
	/* What cannot be applied here is asked nothing else. It is judged by its exit code alone.
	 */
	{ .name = "probes", .plan = probes_plan, .take = probes_take },
	/* Who cannot run hello holds nothing, and costs no more time; judged by `done`, so after
	   it. */
	{ .name = "hellos", .plan = hellos_plan, .take = hellos_take },
	/* What a defence does by itself is no attack's effect: asked of those that run hello. */
	{ .name = "own", .plan = own_plan, .take = own_take },
	/* What does not work undefended is held by nobody. No defence takes part. */
	{ .name = "controls", .plan = controls_plan, .take = controls_take, .foreseen = true },
	/* All that a cell is judged by is known now, so each is written when its last trial ends.
	 */
	{ .name = "trials", .plan = trials_plan, .each = trial_done, .foreseen = true },
	/* What is in doubt then is tried alone: nothing else is in its way. */
	{ .name = "again",
	  .plan = again_plan,
	  .each = trial_done,
	  .alone = true,
	  .repeated = true },
};

enum { PHASES = sizeof(phases) / sizeof(*phases) };

static int run_phases(struct run *r, bool judges_only)
{
	int e = 0;

	for (size_t i = 0; i < PHASES && !e && !schedule_interrupted; i++)
		if (phases[i].judges || !judges_only)
			e = phase_run(r, &phases[i]);
	return e;
}

static struct run run_start(struct campaign *c)
{
	return (struct run){ .c = c,
			     .pool = { .parallel = c->jobs, .progress = c->progress },
			     .distrusted = json_object() };
}

static void run_end(struct run *r)
{
	for (size_t i = 0; r->columns && i < r->c->defences.count; i++)
		json_decref(r->columns[i].own);
	for (size_t i = 0; r->controls && i < r->c->catalogue.program_count; i++)
		json_decref(r->controls[i]);
	trials_free(r);
	jobs_free(&r->outside);
	json_decref(r->distrusted);
	free(r->controls);
	free(r->columns);
	free(r->chosen);
}

int campaign_try_oracles(struct campaign *c, void (*say)(const json_t *, void *), void *user)
{
	struct run r = run_start(c);
	int e;

	c->judges_all = true;
	r.say = say;
	r.say_user = user;
	e = run_phases(&r, true);
	run_end(&r);
	return e ? e : (int)r.oracles_failed;
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

/*
 * A wall that is not there looks like one that holds nothing. It may be what it is to be (one
 * layer, asked about attacks that are not its business); it is for people to know.
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

static int run_all(struct run *r)
{
	size_t programs, cells = count_wanted(r, &programs);
	int e;

	r->later = (cells + programs) * r->c->repeat;
	r->say = write_oracle;
	r->say_user = r->c;
	e = run_phases(r, false);
	if (!e && !schedule_interrupted)
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
		e = any ? run_all(&r) : 0;
		for (size_t i = 0; i < c->defences.count; i++)
			c->dead += r.columns[i].dead != NULL;
	}
	run_end(&r);
	c->interrupted = schedule_interrupted;
	return e;
}
