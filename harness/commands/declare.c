// SPDX-License-Identifier: MIT
#include "harness/commands/declare.h"

#include <stdlib.h>

json_t *declare_words(char *const *words)
{
	json_t *list = words ? json_array() : json_null();

	for (; words && *words; words++)
		json_array_append_new(list, json_string(*words));
	return list;
}

/* With its command: the gate has to know whether a name still means the same. */
static json_t *column_of(const struct defence *d)
{
	char *worker = defence_worker(d);
	json_t *column = json_pack("{s:s, s:s, s:s?, s:s, s:o, s:s}", "name", d->name, "group",
				   d->group, "baseline", d->baseline, "summary", d->summary, "argv",
				   declare_words(d->argv), "worker", worker ? worker : "?");

	free(worker);
	return column;
}

json_t *declare_columns(const struct campaign *c, const struct output *out)
{
	json_t *list = json_array();

	for (size_t i = 0; i < c->defences.count; i++) {
		const struct defence *d = &c->defences.list[i];

		if (campaign_wants_defence(c, d) || output_has_column(out, d->name))
			json_array_append_new(list, column_of(d));
	}
	return list;
}

json_t *declare_rows(const struct campaign *c)
{
	json_t *list = json_array();

	for (size_t i = 0; i < c->catalogue.row_count; i++) {
		const struct row *r = &c->catalogue.rows[i];

		json_array_append_new(list, json_pack("{s:s, s:b, s:s}", "name", r->name, "benign",
						      r->benign, "blurb", r->blurb));
	}
	return list;
}
