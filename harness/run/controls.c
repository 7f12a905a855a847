// SPDX-License-Identifier: MIT
/*
 * controls.c - every attack undefended, in the column that it names.
 */
#include <errno.h>

#include "harness/run/run.h"

static bool wanted_anywhere(const struct run *r, const struct program *p)
{
	for (size_t d = 0; d < r->c->defences.count; d++)
		if (run_wants(r, p, d))
			return true;
	return false;
}

/* A control for each run that its cells get. */
int controls_plan(struct run *r, struct jobs *jobs)
{
	struct campaign *c = r->c;

	for (size_t i = 0; i < c->catalogue.program_count; i++) {
		const struct program *p = &c->catalogue.programs[i];
		const struct defence *d = defences_find(&c->defences, p->control);

		if (!campaign_wants_program(c, p) || run_unmet(r, p) || !wanted_anywhere(r, p))
			continue;
		for (unsigned rep = 0; rep < c->repeat; rep++)
			if (!jobs_add(jobs, run_spec(r, EPISODE_TRIAL, p, d), p->id,
				      &r->controls[i]))
				return -ENOMEM;
	}
	return 0;
}

int controls_take(struct run *r, struct job *jobs, size_t n)
{
	(void)r;
	for (size_t i = 0; i < n; i++) {
		json_t **controls = jobs[i].user;

		*controls = *controls ? *controls : json_array();
		if (jobs[i].result)
			json_array_append(*controls, jobs[i].result);
	}
	return 0;
}
