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

static void sort_out(struct merge *m, json_t *cell, const struct about *about,
		     const struct campaign *c, bool harness)
{
	struct record r = record_of(cell);
	const struct program *p = catalogue_find(&c->catalogue, r.attack);
	const struct defence *d = defences_find(&c->defences, r.defence);
	enum stale stale = inputs_stale(c->inputs, &r);

	if (!p || !d) {
		m->gone++;
		return;
	}
	if (campaign_wants_cell(c, p, d) &&
	    (stale == STALE_CELL || may_say_more(r.verdict) ||
	     (harness && stale == STALE_HARNESS))) {
		m->changed++;
		m->silent += !*r.inputs;
		return;
	}
	m->harness += stale == STALE_HARNESS;
	json_array_append_new(m->cells, about_handed_on(about, cell));
	json_object_set_new(m->columns, r.defence, json_true());
}

int merge_plan(struct merge *m, const struct results *from, const struct campaign *c, bool harness,
	       struct err *e)
{
	struct about about = about_of(from);
	json_t *cell;
	size_t i;

	*m = (struct merge){ .cells = json_array(), .columns = json_object() };
	if (strcmp(about.profile, c->profile))
		return err_set(e, EINVAL, "%s: its profile is another one", from->path);
	json_array_foreach(from->cells, i, cell)
		sort_out(m, cell, &about, c, harness);
	return 0;
}

void merge_free(struct merge *m)
{
	json_decref(m->cells);
	json_decref(m->columns);
	*m = (struct merge){ 0 };
}
