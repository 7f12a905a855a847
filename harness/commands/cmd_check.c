// SPDX-License-Identifier: MIT
/*
 * cmd_check.c - ordeal check: is everything in order, before a run is worth its time?
 *
 * Data files, the machine, every oracle tried, and every attack dry: it must reach its mark, and
 * nothing may be seen of it before.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/options.h"
#include "harness/run/load.h"
#include "harness/oracle.h"
#include "harness/results/member.h"
#include "harness/run/phases.h"

static const char help[] =
	"usage: ordeal check [--attack GLOB]... [--attack-dir DIR]... [-j N]\n\n"
	"Checks data files, this machine, every oracle (staged, with nothing, blinded) and every\n"
	"attack dry: it must reach its mark, and nothing may be seen before. Exit codes: 0 all is\n"
	"well, 2 a data file is broken, 3 something cannot be trusted, 4 nothing selected, 77 cannot\n"
	"run here.\n";

static void say_oracle(const json_t *o, void *user)
{
	const char *arg = member_text(o, "arg");
	const char *error = member_text(o, "error");

	(void)user;
	printf("%-4s oracle %s%s%s: staged %s, nothing %s, blinded %s%s%s\n",
	       member_is_true(o, "ok") ? "ok" : "BAD",
	       member_text(o, "name"), arg ? ":" : "", arg ? arg : "",
	       member_text(o, "staged"),
	       member_text(o, "nothing"),
	       member_text(o, "blinded"), error ? ": " : "",
	       error ? error : "");
}

static void say_dry(struct job *j, void *user)
{
	bool mark = member_is_true(j->result, "attempted");
	const char *sight = member_text(j->result, "sight");
	bool ok = mark && sight && strcmp(sight, "SEEN"); /* a blind oracle is told above */

	*(size_t *)user += !ok;
	if (!ok)
		printf("BAD  %s, dry: %s, %s before the mark\n", j->spec.program->id,
		       mark ? "reached its mark" : "never reached its mark", sight ? sight : "?");
}

/* Every selected attack up to its mark, in the column of its control. */
static int dry_runs(struct campaign *c, size_t *tried, size_t *bad)
{
	struct schedule pool = { .parallel = c->jobs, .progress = c->progress, .done = say_dry,
				 .user = bad };
	struct job *jobs = calloc(c->catalogue.program_count + 1, sizeof(*jobs));
	int r;

	for (size_t i = 0; jobs && i < c->catalogue.program_count; i++) {
		const struct program *p = &c->catalogue.programs[i];
		bool unmet = p->benign || !p->armed || !campaign_wants_program(c, p);
		char spec[64];

		for (char *const *need = p->needs; *need; need++)
			unmet |= need_unmet(*need) != NULL;
		if (unmet)
			continue;
		program_oracle(p, spec, sizeof(spec));
		jobs[*tried].label = p->id;
		jobs[*tried].spec = (struct episode_spec){
			.mode = EPISODE_DRY, .program = p, .arena = &c->arena,
			.defence = defences_find(&c->defences, p->control),
			.threshold = p->threshold,
		};
		jobs[*tried].spec.oracle = oracle_find(spec, &jobs[*tried].spec.oracle_arg);
		++*tried;
	}
	pool.total = *tried;
	r = jobs ? schedule_run(&pool, jobs, *tried) : -1;
	for (size_t i = 0; jobs && i < *tried; i++)
		json_decref(jobs[i].result);
	free(jobs);
	return r;
}

static bool anything(const struct campaign *c)
{
	for (size_t i = 0; i < c->catalogue.program_count; i++)
		if (campaign_wants_program(c, &c->catalogue.programs[i]))
			return true;
	fprintf(stderr, "ordeal: no attack matches (see: ordeal list attacks)\n");
	return false;
}

static int run(const struct home *home, int argc, char **argv)
{
	static struct campaign c;
	size_t tried = 0, bad = 0;
	struct options o;
	int r, blind;

	if ((r = options_parse(&o, argc, argv)))
		return r;
	if (o.help) {
		fputs(help, stdout);
		return 0;
	}
	if ((r = campaign_load(&c, &o, home)))
		return r;
	if (!anything(&c))
		return EXIT_NOTHING;
	printf("ok   %zu programs, %zu rows, %zu columns\n", c.catalogue.program_count,
	       c.catalogue.row_count, c.defences.count);
	if ((r = campaign_check_machine(&c)))
		return r;
	printf("ok   arenas can be built, cgroup version %d%s%s\n", c.cgroups.version,
	       c.cgroups.version ? "" : ": ", c.cgroups.why);
	schedule_catch_signals();
	blind = campaign_try_oracles(&c, say_oracle, NULL);
	if (blind < 0 || dry_runs(&c, &tried, &bad) || schedule_interrupted)
		return EXIT_UNMEASURED;
	printf("%-4s %zu attacks dry: %zu did not stop cleanly at their mark\n", bad ? "BAD" : "ok",
	       tried, bad);
	options_free(&o);
	return blind || bad ? EXIT_UNMEASURED : 0;
}

const struct command cmd_check = { "check", "try data files, machine, oracles and dry attacks",
				   run };
