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
#include "lib/strv.h"

enum { OPT_DIR = 256, OPT_ATTACK_CMD, OPT_DEFENCE_CMD, OPT_ORACLE, OPT_REPEAT, OPT_SEED,
       OPT_PROFILE, OPT_KEEP, OPT_QUICK, OPT_RESUME, OPT_CELLS };

static const struct option words[] = {
	{ "attack", required_argument, NULL, 'a' },
	{ "defence", required_argument, NULL, 'd' },
	{ "attack-dir", required_argument, NULL, OPT_DIR },
	{ "attack-cmd", required_argument, NULL, OPT_ATTACK_CMD },
	{ "oracle", required_argument, NULL, OPT_ORACLE },
	{ "defence-cmd", required_argument, NULL, OPT_DEFENCE_CMD },
	{ "jobs", required_argument, NULL, 'j' },
	{ "repeat", required_argument, NULL, OPT_REPEAT },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "profile", required_argument, NULL, OPT_PROFILE },
	{ "keep", required_argument, NULL, OPT_KEEP },
	{ "quick", no_argument, NULL, OPT_QUICK },
	{ "output", required_argument, NULL, 'o' },
	{ "resume", no_argument, NULL, OPT_RESUME },
	{ "cells", required_argument, NULL, OPT_CELLS },
	{ "verbose", no_argument, NULL, 'v' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static int number(const char *text, const char *name, unsigned long min, unsigned long max,
		  unsigned long *out)
{
	char *end;

	errno = 0;
	*out = strtoul(text, &end, 10);
	if (!errno && end != text && !*end && *text != '-' && *out >= min && *out <= max)
		return 0;
	fprintf(stderr, "ordeal: %s takes a number from %lu to %lu, not \"%s\"\n", name, min, max,
		text);
	return EXIT_USAGE;
}

static int take(struct options *o, int option)
{
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
	case OPT_ORACLE:
		o->oracle = optarg;
		return 0;
	case 'j':
		return number(optarg, "-j", 1, 64, &o->jobs);
	case OPT_REPEAT:
		return number(optarg, "--repeat", 1, 1000, &o->repeat);
	case OPT_SEED:
		o->seeded = true;
		return number(optarg, "--seed", 0, ~0ul, &o->seed);
	case OPT_PROFILE:
		o->profile = optarg;
		return 0;
	case OPT_KEEP:
		o->keep = optarg;
		return 0;
	case OPT_RESUME:
		o->resume = true;
		return 0;
	case OPT_CELLS:
		o->cells = optarg;
		return 0;
	case OPT_QUICK:
		o->quick = true;
		return 0;
	case 'o':
		o->output = optarg;
		return 0;
	case 'v':
		o->verbose = true;
		return 0;
	case 'h':
		o->help = true;
		return 0;
	default:
		return EXIT_USAGE;
	}
}

int options_parse(struct options *o, int argc, char **argv)
{
	int option, r;

	*o = (struct options){ .profile = "host", .oracle = "secret:environ", .repeat = 1 };
	o->jobs = (unsigned long)sysconf(_SC_NPROCESSORS_ONLN);
	o->jobs = o->jobs > 64 ? 64 : o->jobs;
	if (getrandom(&o->seed, 4, 0) != 4)
		o->seed = (unsigned long)getpid();
	optind = 0;
	while ((option = getopt_long(argc, argv, "a:d:j:o:vh", words, NULL)) != -1)
		if ((r = take(o, option)))
			return EXIT_USAGE;
	o->rest = optind;
	if (strcmp(o->profile, "host")) {
		fprintf(stderr, "ordeal: there is no profile \"%s\" (known: host)\n", o->profile);
		return EXIT_USAGE;
	}
	return 0;
}

void options_free(struct options *o)
{
	strv_free(o->attacks);
	strv_free(o->defences);
	strv_free(o->dirs);
	strv_free(o->attack_cmds);
	strv_free(o->defence_cmds);
}

static int extend(const struct options *o, struct campaign *c, struct err *e)
{
	int r = 0;

	for (char **dir = o->dirs; dir && *dir && !r; dir++)
		r = catalogue_add_dir(&c->catalogue, *dir, e);
	for (char **cmd = o->attack_cmds; cmd && *cmd && !r; cmd++)
		r = catalogue_add_command(&c->catalogue, *cmd, o->oracle, e);
	for (char **cmd = o->defence_cmds; cmd && *cmd && !r; cmd++)
		r = defences_add_command(&c->defences, *cmd, e);
	return r;
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

int options_load(const struct options *o, const struct home *home, struct campaign *c)
{
	struct err e = { 0 };
	const char *arg;

	*c = (struct campaign){ .home = home, .attack_globs = o->attacks, .defence_globs = o->defences,
				.quick = o->quick, .jobs = (unsigned)o->jobs,
				.repeat = (unsigned)o->repeat, .seed = o->seed,
				.profile = o->profile, .keep = o->keep, .verbose = o->verbose,
				.progress = isatty(STDERR_FILENO), .out = -1 };
	if (!oracle_find(o->oracle, &arg)) {
		fprintf(stderr, "ordeal: there is no oracle \"%s\" (see: ordeal list oracles)\n",
			o->oracle);
		return EXIT_USAGE;
	}
	if (catalogue_load(&c->catalogue, home->box, home->share, &e) ||
	    defences_load(&c->defences, home->share, &e) || extend(o, c, &e) ||
	    check_controls(c, &e)) {
		fprintf(stderr, "ordeal: %s\n", e.text);
		return EXIT_USAGE;
	}
	cgroup_detect(&c->cgroups, "");
	c->arena = (struct arena_spec){ .box = home->box, .cgroups = &c->cgroups };
	for (size_t i = 0; c->catalogue.dirs && c->catalogue.dirs[i] && i < ARENA_BINDS; i++)
		c->arena.extra[i] = c->catalogue.dirs[i];
	return 0;
}
