// SPDX-License-Identifier: MIT
#include "harness/run/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/catalogue/catalogue_load.h"
#include "harness/catalogue/pattern.h"
#include "harness/oracle.h"
#include "lib/strv.h"

/* A column for each command, which is measured whatever -d asks for: why else was it given? */
static int add_columns(struct options *o, struct campaign *c, struct err *e)
{
	char **name = o->defence_names;
	bool appended;
	int r = 0;

	for (char **cmd = o->defence_cmds; cmd && *cmd && !r; cmd++) {
		r = defences_add_named(&c->defences, *cmd, name && *name ? *name : NULL,
				       &appended, e);
		name += name && *name;
		if (!r && appended)
			fprintf(stderr, "%s: no {command} in \"%s\": it is appended\n",
				o->command, *cmd);
		if (!r && patterns_ask(o->defences))
			r = strv_add(&o->defences, c->defences.list[c->defences.count - 1].name);
	}
	return r;
}

static int extend(struct options *o, struct campaign *c, struct err *e)
{
	int r = 0;

	for (char **dir = o->dirs; dir && *dir && !r; dir++)
		r = catalogue_add_dir(&c->catalogue, *dir, e);
	for (char **cmd = o->attack_cmds; cmd && *cmd && !r; cmd++)
		r = catalogue_add_command(&c->catalogue, *cmd, o->oracle, e);
	return r ? r : add_columns(o, c, e);
}

/* Attacks may name a control column; that it exists can only be known when both are loaded. */
static int check_controls(const struct campaign *c, struct err *e)
{
	for (size_t i = 0; i < c->catalogue.program_count; i++) {
		const struct program *p = &c->catalogue.programs[i];

		if (!defences_find(&c->defences, p->control))
			return err_set(e, 0, "%s: its control \"%s\" is no column", p->id,
				       p->control);
	}
	return 0;
}

/* Nothing is passed over in silence: not a typing mistake beside a pattern that matches either. */
static int check_patterns(const struct options *o, const struct campaign *c)
{
	char *idle_attack = patterns_idle_program(o->attacks, &c->catalogue, o->quick);
	char *idle_defence = patterns_idle_defence(o->defences, &c->defences);

	if (idle_attack)
		fprintf(stderr, "%s: %s\n", o->command, idle_attack);
	if (idle_defence)
		fprintf(stderr, "%s: %s\n", o->command, idle_defence);
	free(idle_attack);
	free(idle_defence);
	return idle_attack || idle_defence ? EXIT_NOTHING : 0;
}

/* Can a line be written over? */
static bool on_terminal(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && term && strcmp(term, "dumb");
}

int campaign_load(struct campaign *c, struct options *o, const struct home *home)
{
	struct err e = { 0 };
	const char *arg;

	*c = (struct campaign){ .home = home, .quick = o->quick, .jobs = (unsigned)o->jobs,
				.repeat = (unsigned)o->repeat, .seed = o->seed,
				.profile = o->profile, .keep = o->keep, .verbose = o->verbose,
				.progress = on_terminal(), .out = -1, .image.file = -1 };
	if (!oracle_find(o->oracle, &arg)) {
		fprintf(stderr, "%s: there is no oracle \"%s\" (see: ordeal list oracles)\n",
			o->command, o->oracle);
		return EXIT_USAGE;
	}
	if (catalogue_load(&c->catalogue, home->box, home->share, &e) ||
	    defences_load(&c->defences, home->share, &e) || extend(o, c, &e) ||
	    check_controls(c, &e) || profile_load(&c->imitated, home->share, o->profile, &e)) {
		fprintf(stderr, "%s: %s\n", o->command, e.text);
		return EXIT_USAGE;
	}
	if (check_patterns(o, c))
		return EXIT_NOTHING;
	c->attack_globs = o->attacks;
	c->defence_globs = o->defences;
	cgroup_detect(&c->cgroups, "");
	c->arena = (struct arena_spec){ .box = home->box, .cgroups = &c->cgroups,
					.profile = &c->imitated };
	if ((c->lacking = arena_spec_memory(&c->arena, &c->image)))
		fprintf(stderr, "%s: the profile's memory is not imitated here%s: %s\n", o->command,
			c->arena.memory ? ", as far as /tmp is not part of it" : "", c->lacking);
	for (size_t i = 0; c->catalogue.dirs && c->catalogue.dirs[i] && i < ARENA_BINDS; i++)
		c->arena.extra[i] = c->catalogue.dirs[i];
	return 0;
}
