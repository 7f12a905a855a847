// SPDX-License-Identifier: MIT
#include "harness/run/merge.h"

#include <errno.h>
#include <string.h>

#include "harness/results/about.h"
#include "harness/results/record.h"

/* Says it nothing of the defence, for a reason that may have gone? */
static bool may_say_more(enum verdict v)
{
	switch (v) {
	case VERDICT_BROKEN:
	case VERDICT_FLAKY:
	case VERDICT_FAULT:
	case VERDICT_NOTRUN:
	case VERDICT_UNAVAILABLE:
		return true;
	case VERDICT_BREACHED:
	case VERDICT_HELD:
	case VERDICT_WORKS:
	case VERDICT_FAILS:
	case VERDICT_UNPROVEN:
	case VERDICT_TIMEOUT:
	case VERDICT_INERT:
	case VERDICT_ABSENT:
	case VERDICT_COUNT:
		break;
	}
	return false;
}

/* What a cell lacks that older versions did not write is put in, for as long as it is handed on. */
static void take_over(struct merge *m, json_t *cell, const char *defence, const char *commit,
		      const json_t *origin)
{
	json_t *copy = json_copy(cell);

	if (!json_object_get(copy, "origin"))
		json_object_set_new(copy, "origin", json_deep_copy(origin));
	if (*commit && !json_object_get(copy, "commit"))
		json_object_set_new(copy, "commit", json_string(commit));
	json_array_append_new(m->cells, copy);
	json_object_set_new(m->columns, defence, json_true());
}

static void sort_out(struct merge *m, json_t *cell, const struct about *about,
		     const json_t *origin, const struct campaign *c, bool harness)
{
	struct record r = record_of(cell);
	const struct program *p = catalogue_find(&c->catalogue, r.attack);
	const struct defence *d = defences_find(&c->defences, r.defence);
	enum stale stale = inputs_stale(c->inputs, &r);

	if (!p || !d) {
		m->gone++;
		return;
	}
	if (campaign_wants_cell(c, p, d) && (stale == STALE_CELL || may_say_more(r.verdict) ||
				  (harness && stale == STALE_HARNESS))) {
		m->changed++;
		m->silent += !*r.inputs;
		return;
	}
	m->harness += stale == STALE_HARNESS;
	take_over(m, cell, r.defence, about->commit, origin);
}

int merge_plan(struct merge *m, const struct results *from, const struct campaign *c, bool harness,
	       struct err *e)
{
	struct about about = about_of(from);
	json_t *origin = about_origin(&about), *cell;
	size_t i;

	*m = (struct merge){ .cells = json_array(), .columns = json_object() };
	if (strcmp(about.profile, c->profile)) {
		json_decref(origin);
		return err_set(e, EINVAL, "%s: its profile is another one", from->path);
	}
	json_array_foreach(from->cells, i, cell)
		sort_out(m, cell, &about, origin, c, harness);
	json_decref(origin);
	return 0;
}

void merge_free(struct merge *m)
{
	json_decref(m->cells);
	json_decref(m->columns);
	*m = (struct merge){ 0 };
}
