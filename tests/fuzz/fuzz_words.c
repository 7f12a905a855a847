// SPDX-License-Identifier: MIT
/*
 * Command lines as text: --defence-cmd, --attack-cmd, {command_string}. What is quoted and split
 * again is the same words, here and in sh; limits put into a prelude leave the rest as it is.
 */
#include "tests/fuzz/fuzz.h"

#include "harness/defences/allowance.h"
#include "lib/closest.h"
#include "lib/strv.h"

const unsigned long fuzz_runs = 60000;

/* Quoted for sh: outside '...' there is nothing but what sh takes as it is. */
static void check_quoting(const char *line)
{
	for (const char *s = line; *s; s++) {
		if (*s == '\'') {
			s = strchr(s + 1, '\'');
			must(s);
		} else if (*s == '\\') {
			must(*++s == '\'');
		} else {
			must(!strchr("|&;<>()$`\"*?[]#~{}!\t\n", *s));
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *text = fuzz_text(data, n), **words = strv_split(text), **again, *line;
	struct allowance allowed = { 0 };
	struct closest near = { .word = text };

	closest_offer(&near, "fork-bomb/clone3");
	if (words) {
		line = strv_quote(words);
		must(line);
		check_quoting(line);
		again = strv_split(line);
		must(again && strv_count(again) == strv_count(words));
		for (size_t i = 0; words[i]; i++)
			must(!strcmp(words[i], again[i]));
		strv_free(again);
		free(line);
	}
	line = allowance_fill(allowed, text);
	must(line);
	if (!strchr(text, '{'))
		must(!strcmp(line, text));
	free(line);
	strv_free(words);
	free(text);
	return 0;
}
