// SPDX-License-Identifier: MIT
#include "harness/merge.h"

#include <errno.h>
#include <string.h>

#include "harness/member.h"

/* When, and on what machine, a file's cells were measured, for as long as they are handed on. */
static json_t *origin_of(const json_t *meta)
{
	return json_pack("{s:s, s:s, s:s}", "started", member_text_or_empty(meta, "started"), "kernel",
			 member_text_or_empty(json_object_get(meta, "kernel"), "release"), "cpu",
			 member_text_or_empty(json_object_get(meta, "cpu"), "model"));
}

/* Says it nothing of the defence, for a reason that may have gone? */
static bool may_say_more(const json_t *cell)
{
	static const char *const verdicts[] = { "broken", "flaky", "fault", "notrun",
						"unavailable" };

	for (size_t i = 0; i < sizeof(verdicts) / sizeof(*verdicts); i++)
		if (!strcmp(member_text_or_empty(cell, "verdict"), verdicts[i]))
			return true;
	return false;
}

static bool selected(const struct campaign *c, const json_t *cell, const struct program *p,
		     const struct defence *d)
{
	const json_t *only = json_object_get(c->only, member_text_or_empty(cell, "attack"));

	return campaign_wants_program(c, p) && campaign_wants_defence(c, d) &&
	       (!c->only || json_object_get(only, d->name));
}

static void take_over(struct merge *m, json_t *cell, const json_t *meta, const json_t *origin)
{
	json_t *copy = json_copy(cell);

	if (!json_object_get(copy, "origin"))
		json_object_set_new(copy, "origin", json_deep_copy(origin));
	if (!json_object_get(copy, "commit"))
		json_object_set(copy, "commit",
				json_object_get(json_object_get(meta, "suite"), "commit"));
	json_array_append_new(m->cells, copy);
	json_object_set_new(m->columns, member_text_or_empty(cell, "defence"), json_true());
}

static void sort_out(struct merge *m, json_t *cell, const json_t *meta, const json_t *origin,
		     const struct campaign *c, bool harness)
{
	const struct program *p = catalogue_find(&c->catalogue, member_text_or_empty(cell, "attack"));
	const struct defence *d = defences_find(&c->defences, member_text_or_empty(cell, "defence"));
	enum stale stale = inputs_stale(c->inputs, cell);

	if (!p || !d) {
		m->gone++;
		return;
	}
	if (selected(c, cell, p, d) &&
	    (stale == STALE_CELL || may_say_more(cell) || (harness && stale == STALE_HARNESS))) {
		m->changed++;
		m->silent += !*member_text_or_empty(cell, "inputs");
		return;
	}
	m->harness += stale == STALE_HARNESS;
	take_over(m, cell, meta, origin);
}

int merge_plan(struct merge *m, const struct results *from, const struct campaign *c, bool harness,
	       struct err *e)
{
	json_t *origin = origin_of(from->meta), *cell;
	size_t i;

	*m = (struct merge){ .cells = json_array(), .columns = json_object() };
	if (strcmp(member_text_or_empty(from->meta, "profile"), c->profile)) {
		json_decref(origin);
		return err_set(e, EINVAL, "%s: its profile is another one", from->path);
	}
	json_array_foreach(from->cells, i, cell)
		sort_out(m, cell, from->meta, origin, c, harness);
	json_decref(origin);
	return 0;
}

void merge_free(struct merge *m)
{
	json_decref(m->cells);
	json_decref(m->columns);
	*m = (struct merge){ 0 };
}
