// SPDX-License-Identifier: MIT
#include "harness/run/campaign.h"

#include <stdlib.h>
#include <string.h>

#include "harness/catalogue/pattern.h"

bool campaign_wants_program(const struct campaign *c, const struct program *p)
{
	return (!c->quick || p->quick) && patterns_want_program(c->attack_globs, p);
}

bool campaign_wants_defence(const struct campaign *c, const struct defence *d)
{
	return patterns_want_defence(c->defence_globs, d,
				     !d->unmade && (!c->quick || c->columns_named || d->main ||
						    !strcmp(d->group, "given")));
}

bool campaign_wants_cell(const struct campaign *c, const struct program *p, const struct defence *d)
{
	const json_t *only = json_object_get(c->only, p->id);

	return campaign_wants_program(c, p) && campaign_wants_defence(c, d) &&
	       (!c->only || json_object_get(only, d->name));
}

void campaign_note_arena(struct campaign *c, const json_t *result)
{
	const json_t *ms = json_object_get(result, "ms");

	if (c->arena_count == c->arena_room) {
		size_t room = c->arena_room ? 2 * c->arena_room : 256;
		double *bigger = realloc(c->arena_ms, room * sizeof(*bigger));

		if (!bigger)
			return;
		c->arena_ms = bigger;
		c->arena_room = room;
	}
	if (ms)
		c->arena_ms[c->arena_count++] =
			json_number_value(json_object_get(ms, "build")) +
			json_number_value(json_object_get(ms, "teardown"));
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double campaign_arena_ms(struct campaign *c, double quantile)
{
	if (!c->arena_count)
		return 0;
	qsort(c->arena_ms, c->arena_count, sizeof(*c->arena_ms), by_value);
	return c->arena_ms[(size_t)(quantile * (double)(c->arena_count - 1))];
}
