// SPDX-License-Identifier: MIT
#include "harness/trial/refusals.h"

#include <string.h>

#include "harness/results/member.h"
#include "harness/results/results.h"
#include "lib/strv.h"

#define SANDBOX "/ordeal-sandbox"
#define BEGIN "{\"type\":\"ordeal-sandbox\""

bool refusals_wanted(const struct episode_spec *spec, const json_t *result)
{
	const char *sight = member_text(result, "sight");
	const char *program = spec->defence->argv ? spec->defence->argv[0] : "";
	size_t n = strlen(program), ending = strlen(SANDBOX);

	return spec->mode == EPISODE_TRIAL && spec->program && spec->program->benign &&
	       !spec->program->grader && sight && !strcmp(sight, "CLEAN") && n >= ending &&
	       !strcmp(program + n - ending, SANDBOX);
}

struct defence refusals_asked(const struct defence *d)
{
	static char *const report[] = { "--report", "2", NULL };
	struct defence asked = *d;

	asked.argv = NULL;
	if (strv_add(&asked.argv, d->argv[0]) || strv_add_all(&asked.argv, report) ||
	    strv_add_all(&asked.argv, d->argv + 1)) {
		strv_free(asked.argv);
		asked.argv = NULL;
	}
	return asked;
}

/* The last line that begins as a report does. */
static const char *find_report(const char *text, size_t n)
{
	const char *at = text, *found = NULL, *next;

	while ((next = memmem(at, n - (size_t)(at - text), BEGIN, strlen(BEGIN)))) {
		found = next;
		at = next + 1;
	}
	return found;
}

json_t *refusals_in(const char *text, size_t n)
{
	const char *line = find_report(text, n);
	json_t *report = NULL, *one, *said = json_string("");
	size_t i;

	if (line)
		report = json_loadb(line, n - (size_t)(line - text), JSON_DISABLE_EOF_CHECK, NULL);
	json_array_foreach(json_object_get(report, "refused"), i, one) {
		const char *layer = member_text(one, "layer");
		const char *call = member_text(one, "call");
		json_int_t times = json_integer_value(json_object_get(one, "times"));
		json_t *more = json_sprintf("%s%s%s: %s (%lld time%s)", json_string_value(said),
					    i ? ", " : "", layer ? layer : "?", call ? call : "?",
					    (long long)times, times == 1 ? "" : "s");

		json_decref(said);
		said = more;
	}
	json_decref(report);
	if (json_string_length(said))
		return said;
	json_decref(said);
	return json_null();
}
