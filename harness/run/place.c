// SPDX-License-Identifier: MIT
/*
 * place.c - ordeal-probe looks at the place that a profile makes, from inside.
 *
 * A run in a place that is not what its name says would be worse than none. So every run begins
 * with it, and every item of the profile's file is compared.
 */
#include "harness/run/place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/results/member.h"
#include "harness/run/run.h"
#include "lib/strf.h"

static int judge(const json_t *result, const char *profile, struct err *e)
{
	const json_t *ending = json_object_get(result, "ending");
	const char *error = member_text(result, "error");
	const char *said = member_text_or_empty(ending, "stderr");
	char text[160];

	if (!error && json_integer_value(json_object_get(result, "status")) == 0)
		return 0;
	if (!error)
		error = *said ? said : member_text(ending, "how");
	snprintf(text, sizeof(text), "%s", error ? error : "no answer");
	for (char *c = text; *c; c++)
		*c = *c == '\n' ? ';' : *c;
	return err_set(e, 0, "the profile %s is not what its file says: %s", profile, text);
}

int place_plan(struct run *r, struct jobs *jobs)
{
	static char look[] = ARENA_BOX "/bin/ordeal-probe", expect[] = "--expect";
	const struct defence *none = defences_find(&r->c->defences, "none");
	struct episode_spec spec = run_spec(r, EPISODE_PROBE, NULL, none);

	r->look[0] = look;
	r->look[1] = expect;
	r->look[2] = r->c->imitated.expects;
	spec.command = r->look;
	return jobs_add(jobs, spec, r->c->imitated.name, NULL) ? 0 : -ENOMEM;
}

int place_take(struct run *r, struct job *jobs, size_t n)
{
	return n ? judge(jobs[0].result, r->c->imitated.name, &r->c->error) : 0;
}

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

/* A phase of a run that does nothing else. */
struct report {
	const char *folder;
	json_t *answers;
	struct err *e;
};

static int report_plan(struct run *r, struct jobs *jobs)
{
	static char sh[] = "/bin/sh", c[] = "-c", line[] = ARENA_BOX "/bin/ordeal-probe --json >" REPORT;
	static char *const words[] = { sh, c, line, NULL };
	const struct report *report = r->user;
	struct episode_spec spec = run_spec(r, EPISODE_PROBE, NULL,
					    defences_find(&r->c->defences, "none"));

	spec.command = words;
	spec.keep = report->folder;
	return jobs_add(jobs, spec, "ordeal-probe", NULL) ? 0 : -ENOMEM;
}

static int report_take(struct run *r, struct job *jobs, size_t n)
{
	struct report *report = r->user;
	const char *error = member_text(jobs[0].result, "error");

	(void)n;
	if (error)
		return err_set(report->e, 0, "ordeal-probe was not run: %s", error);
	report->answers = fetch(report->folder, report->e);
	return 0;
}

static json_t *look(struct run *r, const char *folder, struct err *e)
{
	static const struct phase phase = { .name = "report", .plan = report_plan,
					    .take = report_take };
	struct report report = { .folder = folder, .e = e };

	r->user = &report;
	if (!phase_run(r, &phase) && schedule_interrupted)
		err_set(e, 0, "ordeal-probe was not run: interrupted");
	return report.answers;
}

json_t *place_report(const struct home *home, const char *profile, struct err *e)
{
	char folder[] = "/tmp/ordeal-probe-XXXXXX";
	struct campaign c = { .home = home, .jobs = 1, .repeat = 1, .out = -1,
			      .image.file = -1 };
	struct run r = { .c = &c, .pool = { .parallel = 1 } };
	json_t *report = NULL;

	if (profile_load(&c.imitated, home->share, profile, e))
		return NULL;
	if (!defences_load(&c.defences, home->share, e) && mkdtemp(folder)) {
		cgroup_detect(&c.cgroups, "");
		c.arena = (struct arena_spec){ .box = home->box,
					       .cgroups = &c.cgroups,
					       .profile = &c.imitated };
		arena_spec_memory(&c.arena, &c.image);
		report = look(&r, folder, e);
		tidy(folder);
	}
	defences_free(&c.defences);
	arena_image_drop(&c.image);
	profile_free(&c.imitated);
	return report;
}
