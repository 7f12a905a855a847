// SPDX-License-Identifier: MIT
#include "harness/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "harness/ordeal.h"
#include "lib/strv.h"

enum {
	OPT_DIR = 256,
	OPT_ATTACK_CMD,
	OPT_DEFENCE_CMD,
	OPT_DEFENCE_NAME,
	OPT_ORACLE,
	OPT_REPEAT,
	OPT_SEED,
	OPT_PROFILE,
	OPT_KEEP,
	OPT_QUICK,
	OPT_RESUME,
	OPT_CELLS,
	OPT_SELECTION,
	OPT_CHANGED,
	OPT_SHARD,
	OPT_RECHECK,
	OPT_FORCE,
	OPT_HARNESS,
	OPT_LIVE
};

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
	{ "shard", required_argument, NULL, OPT_SHARD },
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
		{ OPT_SHARD, &o->shard, NULL },
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

/* What says which cells are run, and where they are written: check and replay would pass it over.
 */
static const char *of_run_alone(int option)
{
	static const int alone[] = { 'o', OPT_FORCE, OPT_RESUME, OPT_CELLS, OPT_SELECTION, OPT_LIVE,
				     OPT_CHANGED, OPT_HARNESS, OPT_RECHECK, OPT_SHARD };

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
