// SPDX-License-Identifier: MIT
/*
 * Hostile text into every format that a report has: what is written is UTF-8 that no terminal
 * obeys, stays inside its field, and where another reader is at hand, reads back as it was.
 */
#include "tests/fuzz/fuzz.h"

#include <jansson.h>

#include "harness/reports/escape.h"
#include "lib/utf8.h"

const unsigned long fuzz_runs = 30000;

static char *escaped(void (*escape)(FILE *, const char *), const char *text)
{
	char *to = NULL;
	size_t n;
	FILE *out = open_memstream(&to, &n);

	must(out);
	escape(out, text);
	must(!fclose(out) && strlen(to) == n);
	for (const char *s = to; *s; s += utf8_length(s, strlen(s))) {
		size_t len = utf8_length(s, strlen(s));

		must(len && (!utf8_orders(s, len) || *s == '\n' || *s == '\t'));
	}
	return to;
}

/* Each of these letters, but where `before` (0: never) stands in front of it. */
static void has_none(const char *text, const char *letters, char before)
{
	for (const char *s = text; *s; s++) {
		if (before && *s == before)
			must(*++s);
		else
			must(!strchr(letters, *s));
	}
}

/* jansson reads it, and finds the text with its unfit bytes replaced: what escape_message() leaves
 * of a text without percent signs and line breaks is just that. */
static void check_json(const char *text)
{
	char *json = escaped(escape_json, text);
	json_t *value = json_loads(json, JSON_DECODE_ANY, NULL);

	must(value && json_is_string(value));
	has_none(json, "<\n", 0);
	if (!strpbrk(text, "%\r\n\t")) {
		char *plain = escaped(escape_message, text);

		must(!strcmp(json_string_value(value), plain));
		free(plain);
	}
	json_decref(value);
	free(json);
}

/* One field: quoted, with every quote in it doubled, or nothing that wants one. No formula. */
static void check_csv(const char *text)
{
	char *csv = escaped(escape_csv, text);
	size_t n = strlen(csv);

	if (*csv == '"') {
		must(n >= 2 && csv[n - 1] == '"');
		for (size_t i = 1; i < n - 1; i++)
			if (csv[i] == '"')
				must(csv[++i] == '"' && i < n - 1);
		must(!strchr("=+-@\t\r", csv[1]));
	} else {
		must(!csv[strcspn(csv, ",\"\r\n")] && (!n || !strchr("=+-@\t\r", *csv)));
	}
	free(csv);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct {
		void (*escape)(FILE *, const char *);
		const char *none;
		char before;
	} rules[] = {
		{ escape_xml, "<>\"'", 0 },
		{ escape_markdown, "<>|`*[]@\n\t", 0 },
		{ escape_message, "\r\n", 0 },
		{ escape_property, "\r\n:,", 0 },
		{ escape_tap, "#\n", '\\' },
	};
	char *text = fuzz_text(data, n);

	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		char *to = escaped(rules[i].escape, text);

		has_none(to, rules[i].none, rules[i].before);
		free(to);
	}
	check_json(text);
	check_csv(text);
	free(text);
	return 0;
}
