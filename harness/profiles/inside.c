// SPDX-License-Identifier: MIT
#include "harness/profiles/inside.h"

#include <stdio.h>
#include <string.h>

#include "lib/err.h"

/* Groups and questions whose answers are of the moment or of the machine. */
static const char *const passing[] = { "machine.",
				       "identity.pid",
				       "identity.environment",
				       "processes.seen",
				       "processes.fork_us",
				       "processes.exec_us",
				       "processes.parent",
				       "files.writable",
				       "files.mounts",
				       "files.dev",
				       "files.sys",
				       "identity.own_session",
				       "limits.all",
				       "calls.",
				       "namespaces.max_user",
				       "landlock.errata",
				       "sockets.interfaces",
				       NULL };

bool inside_passing(const char *question)
{
	for (const char *const *p = passing; *p; p++)
		if (!strncmp(question, *p, strlen(*p)))
			return true;
	return false;
}

const char *inside_word(const json_t *report, const char *question, char text[24])
{
	const json_t *a = json_object_get(json_object_get(report, "answers"), question);
	const char *is = json_string_value(json_object_get(a, "is"));
	const json_t *number = json_object_get(a, "number");
	const char *why = json_string_value(json_object_get(a, "signal"));

	why = why ? why : json_string_value(json_object_get(a, "errno"));
	if (!is)
		return NULL;
	if (json_is_integer(number) && !strcmp(is, "yes"))
		snprintf(text, 24, "%lld", (long long)json_integer_value(number));
	else
		snprintf(text, 24, "%s", why && !strcmp(is, "no") ? why : is);
	return text;
}

json_t *inside_load(const char *path, struct err *e)
{
	json_error_t wrong;
	json_t *whole = json_load_file(path, 0, &wrong), *report;

	if (!whole) {
		err_set(e, 0, "%s:%d: %s", path, wrong.line, wrong.text);
		return NULL;
	}
	report = json_object_get(whole, "report"); /* of a function's answer */
	report = json_incref(report ? report : whole);
	json_decref(whole);
	if (json_is_object(json_object_get(report, "answers")))
		return report;
	json_decref(report);
	err_set(e, 0, "%s: not a report of ordeal-probe", path);
	return NULL;
}
