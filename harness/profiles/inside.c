// SPDX-License-Identifier: MIT
#include "harness/profiles/inside.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/run/run.h"
#include "lib/strf.h"

#define REPORT "/tmp/probe.json"

/* The probe's file, out of what the keeper has copied. Removes the copies. */
static json_t *fetch(const char *folder, struct err *e)
{
	char *path = strf("%s/tmp/probe.json", folder);
	json_error_t wrong;
	json_t *report = path ? json_load_file(path, 0, &wrong) : NULL;

	if (!report)
		err_set(e, 0, "no report: %s", path ? wrong.text : "no memory");
	free(path);
	return report;
}

static void tidy(const char *folder)
{
	char *command = strf("rm -rf '%s'", folder);

	if (command && system(command))
		fprintf(stderr, "ordeal: %s stays\n", folder);
	free(command);
}

static json_t *look(struct run *r, const char *folder, struct err *e)
{
	char *words[] = { "/bin/sh", "-c", ARENA_BOX "/bin/ordeal-probe --json >" REPORT, NULL };
	struct defence plain = *defences_find(&r->c->defences, "none");
	struct job job = { .label = "ordeal-probe" };
	const char *error;
	json_t *report = NULL;
	int code;

	plain.probe = words;
	job.spec = run_spec(r, EPISODE_PROBE, NULL, &plain);
	job.spec.keep = folder;
	r->pool.total = 1;
	code = run_phase(r, &job, 1);
	error = json_string_value(json_object_get(job.result, "error"));
	if (code || error || schedule_interrupted)
		err_set(e, 0, "ordeal-probe was not run: %s", error ? error : "interrupted");
	else
		report = fetch(folder, e);
	json_decref(job.result);
	return report;
}

json_t *inside_probe(const struct home *home, const char *profile, struct err *e)
{
	char folder[] = "/tmp/ordeal-probe-XXXXXX";
	struct campaign c = { .home = home, .jobs = 1, .repeat = 1, .out = -1 };
	struct run r = { .c = &c, .pool = { .parallel = 1 } };
	json_t *report = NULL;

	if (profile_load(&c.imitated, home->share, profile, e))
		return NULL;
	if (!defences_load(&c.defences, home->share, e) && mkdtemp(folder)) {
		cgroup_detect(&c.cgroups, "");
		c.arena = (struct arena_spec){ .box = home->box,
					       .cgroups = &c.cgroups,
					       .profile = &c.imitated };
		report = look(&r, folder, e);
		tidy(folder);
	}
	defences_free(&c.defences);
	profile_free(&c.imitated);
	return report;
}

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
