// SPDX-License-Identifier: MIT
/*
 * selfcheck.c - before anything is measured under a profile: a run in a place that is not what its
 * name says would be worse than none. So at every run the probe looks at it from inside, and every
 * item of the file is compared.
 */
#include <errno.h>
#include <string.h>

#include "harness/results/member.h"
#include "harness/run/run.h"

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

int selfcheck_profile(struct run *r, struct err *e)
{
	const struct profile *p = &r->c->imitated;
	struct defence look = *defences_find(&r->c->defences, "none");
	char *words[] = { ARENA_BOX "/bin/ordeal-probe", "--expect", p->expects, NULL };
	struct job job = { .label = p->name };
	int code;

	look.probe = words;
	job.spec = run_spec(r, EPISODE_PROBE, NULL, &look);
	r->pool.total++;
	code = run_phase(r, &job, 1);
	if (!code && !schedule_interrupted)
		code = judge(job.result, p->name, e);
	json_decref(job.result);
	return code;
}
