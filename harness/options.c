// SPDX-License-Identifier: MIT
#include "harness/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "harness/oracle.h"
#include "harness/catalogue/pattern.h"
#include "lib/strv.h"

enum { OPT_DIR = 256, OPT_ATTACK_CMD, OPT_DEFENCE_CMD, OPT_DEFENCE_NAME, OPT_ORACLE, OPT_REPEAT,
       OPT_SEED, OPT_PROFILE, OPT_KEEP, OPT_QUICK, OPT_RESUME, OPT_CELLS, OPT_SELECTION, OPT_CHANGED,
       OPT_RECHECK, OPT_FORCE, OPT_HARNESS, OPT_LIVE };

static const struct option words[] = {
	{ "attack", required_argument, NULL, 'a' },
	{ "defence", required_argument, NULL, 'd' },
	{ "attack-dir", required_argument, NULL, OPT_DIR },
	{ "attack-cmd", required_argument, NULL, OPT_ATTACK_CMD },
	{ "oracle", required_argument, NULL, OPT_ORACLE },
	{ "defence-cmd", required_argument, NULL, OPT_DEFENCE_CMD },
	{ "defence-name", required_argument, NULL, OPT_DEFENCE_NAME },
	{ "jobs", required_argument, NULL, 'j' },
	{ "repeat", required_argument, NULL, OPT_REPEAT },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "profile", required_argument, NULL, OPT_PROFILE },
	{ "keep", required_argument, NULL, OPT_KEEP },
	{ "quick", no_argument, NULL, OPT_QUICK },
	{ "output", required_argument, NULL, 'o' },
	{ "resume", no_argument, NULL, OPT_RESUME },
	{ "cells", required_argument, NULL, OPT_CELLS },
	{ "selection", required_argument, NULL, OPT_SELECTION },
	{ "changed", optional_argument, NULL, OPT_CHANGED },
	{ "with-harness", no_argument, NULL, OPT_HARNESS },
	{ "recheck", optional_argument, NULL, OPT_RECHECK },
	{ "force", no_argument, NULL, OPT_FORCE },
	{ "live", no_argument, NULL, OPT_LIVE },
	{ "verbose", no_argument, NULL, 'v' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static int number(const char *text, const char *name, unsigned long min, unsigned long max,
		  const char *command, unsigned long *out)
{
	char *end;

	errno = 0;
	*out = strtoul(text, &end, 10);
	if (!errno && end != text && !*end && *text != '-' && *out >= min && *out <= max)
		return 0;
	fprintf(stderr, "%s: %s takes a number from %lu to %lu, not \"%s\"\n", command, name, min,
		max, text);
	return EXIT_USAGE;
}

/* What one word says, or a word and a text. False: it is none of these. */
static bool take_text(struct options *o, int option)
{
	const struct { int option; const char **to; const char *otherwise; } texts[] = {
		{ OPT_ORACLE, &o->oracle, NULL },	{ OPT_PROFILE, &o->profile, NULL },
		{ OPT_KEEP, &o->keep, NULL },		{ OPT_CELLS, &o->cells, NULL },
		{ OPT_SELECTION, &o->selection, NULL }, { 'o', &o->output, NULL },
		{ OPT_CHANGED, &o->changed, RESULTS_LATEST },
		{ OPT_RECHECK, &o->recheck, EXPECTED_DIR },
	};
	const struct { int option; bool *to; } flags[] = {
		{ OPT_RESUME, &o->resume }, { OPT_QUICK, &o->quick }, { OPT_FORCE, &o->force },
		{ OPT_LIVE, &o->live },	    { 'v', &o->verbose },     { 'h', &o->help },
		{ OPT_HARNESS, &o->with_harness },
	};

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (flags[i].option == option)
			return *flags[i].to = true;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (texts[i].option != option)
			continue;
		*texts[i].to = optarg ? optarg : texts[i].otherwise;
		return true;
	}
	return false;
}

/* What says which cells are run, and where they are written: check and replay would pass it over. */
static const char *of_run_alone(int option)
{
	static const int alone[] = { 'o', OPT_FORCE, OPT_RESUME, OPT_CELLS, OPT_SELECTION, OPT_LIVE,
				     OPT_CHANGED, OPT_HARNESS, OPT_RECHECK };

	for (size_t i = 0; i < sizeof(alone) / sizeof(*alone); i++)
		for (const struct option *w = words; w->name && alone[i] == option; w++)
			if (w->val == option)
				return w->name;
	return NULL;
}

/* On the command line it is called "ordeal run"; in the words of a results file, run. */
static bool runs(const struct options *o)
{
	return !strcmp(o->command, "ordeal run") || !strcmp(o->command, "run");
}

static int take(struct options *o, int option)
{
	if (of_run_alone(option) && !runs(o)) {
		fprintf(stderr, "%s: --%s is for ordeal run\n", o->command, of_run_alone(option));
		return EXIT_USAGE;
	}
	if (take_text(o, option))
		return 0;
	switch (option) {
	case 'a':
		return strv_add(&o->attacks, optarg);
	case 'd':
		return strv_add(&o->defences, optarg);
	case OPT_DIR:
		return strv_add(&o->dirs, optarg);
	case OPT_ATTACK_CMD:
		return strv_add(&o->attack_cmds, optarg);
	case OPT_DEFENCE_CMD:
		return strv_add(&o->defence_cmds, optarg);
	case OPT_DEFENCE_NAME:
		return strv_add(&o->defence_names, optarg);
	case 'j':
		return number(optarg, "-j", 1, 64, o->command, &o->jobs);
	case OPT_REPEAT:
		return number(optarg, "--repeat", 1, 1000, o->command, &o->repeat);
	case OPT_SEED:
		o->seeded = true;
		return number(optarg, "--seed", 0, ~0ul, o->command, &o->seed);
	default:
		return EXIT_USAGE;
	}
}

int options_parse(struct options *o, int argc, char **argv)
{
	int option, r;

	*o = (struct options){ .command = argv[0], .profile = "host", .oracle = "secret:environ",
			       .repeat = 1 };
	o->jobs = (unsigned long)sysconf(_SC_NPROCESSORS_ONLN);
	o->jobs = o->jobs > 64 ? 64 : o->jobs;
	if (getrandom(&o->seed, 4, 0) != 4)
		o->seed = (unsigned long)getpid();
	optind = 0;
	while ((option = getopt_long(argc, argv, "a:d:j:o:vh", words, NULL)) != -1)
		if ((r = take(o, option)))
			return EXIT_USAGE;
	o->rest = optind;
	if (strv_count(o->defence_names) <= strv_count(o->defence_cmds))
		return 0;
	fprintf(stderr, "%s: each --defence-name wants a --defence-cmd\n", o->command);
	return EXIT_USAGE;
}

void options_free(struct options *o)
{
	strv_free(o->attacks);
	strv_free(o->defences);
	strv_free(o->dirs);
	strv_free(o->attack_cmds);
	strv_free(o->defence_cmds);
	strv_free(o->defence_names);
}

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

int options_load(struct options *o, const struct home *home, struct campaign *c)
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
