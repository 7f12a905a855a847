// SPDX-License-Identifier: MIT
/*
 * table_json.c - an array of objects as a table: a column for each of some keys.
 */
#include "harness/results/member.h"
#include "harness/reports/table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A string for a cell of the table; to be freed. */
static char *shown(const json_t *value)
{
	char text[256] = "";
	json_t *word;
	size_t i;

	if (json_is_string(value))
		return strdup(json_string_value(value));
	if (json_is_integer(value))
		snprintf(text, sizeof(text), "%lld", (long long)json_integer_value(value));
	if (json_is_true(value))
		return strdup("yes");
	if (json_is_object(value))
		snprintf(text, sizeof(text), "%lld %s",
			 (long long)json_integer_value(json_object_get(value, "seen_at")),
			 member_text(value, "unit"));
	json_array_foreach(value, i, word)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s", i ? " " : "",
			 json_string_value(word));
	return strdup(text);
}

/* How wide the last column may be, the others being as wide as they need; 0: as wide as it gets. */
static size_t last_width(const char *const *keys, const json_t *items, size_t terminal)
{
	enum { GAP = 2, NARROWEST = 20 };
	size_t others = 0, i;
	const json_t *item;

	for (size_t k = 0; keys[k + 1]; k++) {
		size_t widest = strlen(keys[k]);

		json_array_foreach(items, i, item) {
			char *text = shown(json_object_get(item, keys[k]));

			if (text && table_glyphs(text) > widest)
				widest = table_glyphs(text);
			free(text);
		}
		others += widest + GAP;
	}
	if (!terminal)
		return 0;
	return terminal > others + NARROWEST ? terminal - others : NARROWEST;
}

int table_print(FILE *out, const char *const *keys, const json_t *items)
{
	size_t terminal = isatty(fileno(out)) ? table_width(out) : 0,
	       width = last_width(keys, items, terminal), i, k;
	struct libscols_table *t = table_new(out, terminal, false);
	const json_t *item;
	int r = t ? 0 : -ENOMEM;

	for (k = 0; keys[k] && !r; k++)
		r = table_fold_column(t, keys[k], keys[k + 1] ? 0 : width) ? 0 : -ENOMEM;
	json_array_foreach(items, i, item) {
		struct libscols_line *line = r ? NULL : scols_table_new_line(t, NULL);

		for (k = 0; keys[k] && line && !r; k++) {
			char *text = shown(json_object_get(item, keys[k]));

			r = text ? table_put(line, k, text, NULL) : -ENOMEM;
			free(text);
		}
	}
	if (!r)
		r = scols_print_table(t);
	scols_unref_table(t);
	return r;
}
