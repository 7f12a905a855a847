// SPDX-License-Identifier: MIT
/*
 * surface.c - run the probe in every column until all its numbers are decided.
 */
#include "harness/surface/surface.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/member.h"
#include "harness/run/run.h"
#include "lib/strf.h"

enum { PROBE_SECONDS = 10 };

struct progress {
	const struct defence *defence;
	const char *why; /* it cannot be measured, and this is the reason; NULL  */
	char *first;	 /* what the probe is told: the number to go on from      */
	struct program probe;
	unsigned char seen[SURFACE_PROBES];
	int next; /* not decided yet; SURFACE_PROBES: done                */
};

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int surface_decode(const char *text, unsigned char seen[SURFACE_PROBES])
{
	const char *at = text ? strstr(text, SURFACE_BEGIN) : NULL;
	long nr = at ? strtol(at + strlen(SURFACE_BEGIN), (char **)&at, 10) : -1;

	if (nr < 0 || nr >= SURFACE_PROBES || *at++ != ':')
		return -1;
	for (; nr < SURFACE_PROBES && hex(at[0]) >= 0 && hex(at[1]) >= 0; at += 2)
		seen[nr++] = (unsigned char)(hex(at[0]) << 4 | hex(at[1]));
	return (int)nr;
}

/* The next episode of a column. 0 or -ENOMEM. */
static int plan_next(struct run *r, struct progress *p, struct jobs *jobs)
{
	static char binary[] = ARENA_BOX "/bin/surface", armed[] = "--armed";
	struct episode_spec spec = run_spec(r, EPISODE_TRIAL, NULL, p->defence);

	free(p->first);
	p->first = strf("%d", p->next);
	p->probe = (struct program){ .id = binary,
				     .name = binary,
				     .language = (char *)"c",
				     .argv = { binary, armed, p->first },
				     .seconds = PROBE_SECONDS };
	spec.program = &p->probe;
	return p->first && jobs_add(jobs, spec, p->defence->name, p) ? 0 : -ENOMEM;
}

/* One episode's output. What it did not get to, something ended: the defence or the clock. */
static void take_output(struct progress *p, const json_t *result)
{
	const json_t *out = json_object_get(json_object_get(result, "ending"), "stdout");
	const char *error = member_text(result, "error");
	int next = error ? -1 : surface_decode(json_string_value(out), p->seen);

	if (next < p->next) {
		p->why = error ? "the arena failed" : "the probe cannot be run in this column";
		return;
	}
	p->next = next;
	if (next < SURFACE_PROBES)
		p->seen[p->next++] = member_is_true(result, "timed_out")
					     ? SURFACE_HUNG
					     : SURFACE_KILLED;
}

struct columns {
	struct progress *list;
	size_t count;
};

/* Rounds, each with one episode for every column that is not through. */
static int rounds_plan(struct run *r, struct jobs *jobs)
{
	const struct columns *all = r->user;
	int e = 0;

	for (size_t i = 0; i < all->count && !e; i++)
		if (!all->list[i].why && all->list[i].next < SURFACE_PROBES)
			e = plan_next(r, &all->list[i], jobs);
	return e;
}

static int rounds_take(struct run *r, struct job *jobs, size_t n)
{
	(void)r;
	for (size_t i = 0; i < n; i++)
		if (jobs[i].result)
			take_output(jobs[i].user, jobs[i].result);
	return 0;
}

static const struct phase probes = { .name = "probes", .plan = probes_plan, .take = probes_take };
static const struct phase rounds = {
	.name = "rounds", .plan = rounds_plan, .take = rounds_take, .repeated = true
};

static int probe_all(struct run *r, struct progress *all, size_t n)
{
	struct columns columns = { all, n };
	int e;

	r->user = &columns;
	e = phase_run(r, &rounds);
	return e ? e : schedule_interrupted ? -EINTR : 0;
}

static const char *door(const unsigned char *seen, const unsigned char *none, int which)
{
	return none[which] ? "absent" : seen[which] ? "shut" : "open";
}

json_t *surface_compare(const unsigned char seen[SURFACE_PROBES],
			const unsigned char none[SURFACE_PROBES])
{
	json_t *reached = json_array(), *stopped = json_object(), *refused_to_all = json_array(),
	       *skipped = json_array();
	json_int_t of = 0, base;

	for (int nr = 0; nr < SURFACE_CALLS; nr++) {
		const char *name = call_name(nr);

		if (none[nr] == SURFACE_SKIPPED)
			json_array_append_new(skipped, json_string(name));
		if (none[nr] == ENOSYS || none[nr] >= SURFACE_SKIPPED)
			continue;
		of++;
		if (none[nr] == EPERM && seen[nr] == EPERM)
			json_array_append_new(refused_to_all, json_string(name));
		if (seen[nr] != none[nr] &&
		    (seen[nr] == EPERM || seen[nr] == ENOSYS || seen[nr] == ENOTSUP ||
		     seen[nr] >= SURFACE_SKIPPED))
			json_object_set_new(stopped, name, json_string(surface_word(seen[nr])));
		else
			json_array_append_new(reached, json_string(name));
	}
	base = of ? of : 1;
	return json_pack("{s:I, s:I, s:f, s:f, s:{s:s, s:s}, s:o, s:o, s:o, s:o}", "reachable",
			 (json_int_t)json_array_size(reached), "of", of, "share",
			 (double)json_array_size(reached) / (double)base, "cut",
			 (double)json_object_size(stopped) / (double)base, "doors", "x32",
			 door(seen, none, SURFACE_X32), "i386", door(seen, none, SURFACE_I386),
			 "refused_to_all", refused_to_all, "reached", reached, "stopped", stopped,
			 "skipped", skipped);
}

static const char *unmeasured(const struct column *column, const struct defence *d)
{
	return column->unavailable ? column->unavailable
	       : !d->runs_c	   ? "this column runs Python only"
				   : NULL;
}

static json_t *describe(const struct progress *p, const struct progress *none)
{
	json_t *facts = p->why ? json_object() : surface_compare(p->seen, none->seen);
	json_t *line = json_pack("{s:s, s:s, s:s, s:s?}", "type", "surface", "defence",
				 p->defence->name, "group", p->defence->group, "why", p->why);

	json_object_update_missing(line, facts);
	json_decref(facts);
	return line;
}

static json_t *measure(struct run *r, struct progress *all, struct err *e)
{
	struct campaign *c = r->c;
	const struct progress *none = NULL;
	json_t *lines;
	size_t n = 0;
	int code = phase_run(r, &probes);

	for (size_t i = 0; i < c->defences.count; i++) {
		const struct defence *d = &c->defences.list[i];

		if (!r->chosen[i] && strcmp(d->name, "none") != 0)
			continue;
		all[n].defence = d;
		all[n].why = unmeasured(&r->columns[i], d);
		none = strcmp(d->name, "none") ? none : &all[n];
		n++;
	}
	code = code ? code : none ? probe_all(r, all, n) : -ENOENT;
	if (code || none->why) {
		err_set(e, -code, "%s", code ? "measure" : none->why);
		return NULL;
	}
	lines = json_array();
	for (size_t i = 0; i < n; i++)
		if (campaign_wants_defence(c, all[i].defence))
			json_array_append_new(lines, describe(&all[i], none));
	return lines;
}

json_t *surface_measure(struct campaign *c, struct err *e)
{
	struct run r = { .c = c, .pool = { .parallel = c->jobs, .progress = c->progress } };
	struct progress *all = calloc(c->defences.count + 1, sizeof(*all));
	json_t *lines = NULL;

	r.columns = calloc(c->defences.count + 1, sizeof(*r.columns));
	r.chosen = calloc(c->defences.count + 1, sizeof(*r.chosen));
	if (all && r.columns && r.chosen) {
		for (size_t i = 0; i < c->defences.count; i++) {
			r.columns[i].defence = &c->defences.list[i];
			r.chosen[i] = campaign_wants_defence(c, &c->defences.list[i]);
		}
		lines = measure(&r, all, e);
	}
	for (size_t i = 0; all && i < c->defences.count; i++)
		free(all[i].first);
	free(all);
	free(r.columns);
	free(r.chosen);
	return lines;
}

const char *surface_word(int code)
{
	const char *name = code < SURFACE_SKIPPED ? strerrorname_np(code) : NULL;

	switch (code) {
	case 0:
		return "success";
	case SURFACE_SKIPPED:
		return "skipped";
	case SURFACE_SIGSYS:
		return "SIGSYS";
	case SURFACE_FAULT:
		return "fault";
	case SURFACE_KILLED:
		return "killed";
	case SURFACE_HUNG:
		return "hung";
	default:
		return name ? name : "unknown";
	}
}
