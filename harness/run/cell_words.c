// SPDX-License-Identifier: MIT
#include "harness/run/cell_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/results_text.h"
#include "lib/strf.h"

char *words_of_rates(const struct ruling *runs, size_t n)
{
	char *text = strdup("");

	for (enum verdict v = 0; v < VERDICT_COUNT && text; v++) {
		size_t many = 0;
		char *longer;

		for (size_t i = 0; i < n; i++)
			many += runs[i].verdict == v;
		if (!many)
			continue;
		longer = strf("%s%s%zu %s", text, *text ? ", " : "", many, verdict_name(v));
		free(text);
		text = longer;
	}
	return text;
}

/* How the first control ended: "how", "stdout", "stderr". */
static const char *control_ending(const json_t *controls, const char *key)
{
	const json_t *ending = json_object_get(json_array_get(controls, 0), "ending");
	const char *text = json_string_value(json_object_get(ending, key));

	return text ? text : "";
}

json_t *words_of_crash(const json_t *controls, const char *why)
{
	char last[200];

	results_last_words(control_ending(controls, "stderr"), last, sizeof(last));
	return json_sprintf("%s (%s)%s%s", why, control_ending(controls, "how"), *last ? ": " : "", last);
}

char *words_of_refusal(const json_t *controls)
{
	const char *line = strstr(control_ending(controls, "stdout"), "denied: ");
	char last[200];

	if (line)
		return strndup(line, strcspn(line, "\n"));
	results_last_words(control_ending(controls, "stderr"), last, sizeof(last));
	return *last ? strdup(last) : NULL;
}
