// SPDX-License-Identifier: MIT
/*
 * cmd_replay.c - ordeal replay: one cell again, with everything it shows.
 */
#include <stdio.h>
#include <string.h>

#include "harness/options.h"

static const char help[] =
	"usage: ordeal replay ATTACK DEFENCE [--keep FOLDER] [--attack-dir DIR]...\n\n"
	"Runs one cell again, control included, and prints what was seen. With --keep, the arena's\n"
	"/tmp and the beginning of every channel stay in FOLDER for a look. Exit codes as in run.\n";

static void print_text(const json_t *ending, const char *key)
{
	const char *text = json_string_value(json_object_get(ending, key));

	if (!text || !*text)
		return;
	printf("%s:\n", key);
	for (const char *line = text; *line;) {
		int n = (int)strcspn(line, "\n");

		printf("    %.*s\n", n, line);
		line += n + (line[n] == '\n');
	}
}

static void print_cell(const json_t *cell)
{
	const json_t *ending = json_object_get(cell, "ending"), *exhibit;
	const char *how = json_string_value(json_object_get(ending, "how"));
	size_t i;

	printf("%s under %s: %s\n", json_string_value(json_object_get(cell, "attack")),
	       json_string_value(json_object_get(cell, "defence")),
	       json_string_value(json_object_get(cell, "verdict")));
	printf("reason: %s\n", json_string_value(json_object_get(cell, "reason")));
	json_array_foreach(json_object_get(cell, "exhibits"), i, exhibit)
		printf("exhibit: %s\n", json_string_value(exhibit));
	if (how)
		printf("it ended: %s\n", how);
	print_text(ending, "stdout");
	print_text(ending, "stderr");
}

static int run(const struct home *home, int argc, char **argv)
{
	static struct campaign c;
	struct options o;
	int r;

	if ((r = options_parse(&o, argc, argv)))
		return r;
	if (o.help) {
		fputs(help, stdout);
		return 0;
	}
	if (argc - o.rest != 2) {
		fputs(help, stderr);
		return EXIT_USAGE;
	}
	if ((r = options_load(&o, home, &c)))
		return r;
	if (!catalogue_find(&c.catalogue, argv[o.rest]) ||
	    !defences_find(&c.defences, argv[o.rest + 1])) {
		fprintf(stderr, "ordeal replay: there is no such attack or defence: %s %s\n",
			argv[o.rest], argv[o.rest + 1]);
		return EXIT_USAGE;
	}
	c.attack_globs = (char *[]){ argv[o.rest], NULL };
	c.defence_globs = (char *[]){ argv[o.rest + 1], NULL };
	if ((r = campaign_check_machine(&c)))
		return r;
	schedule_catch_signals();
	r = campaign_run(&c);
	if (c.last_cell)
		print_cell(c.last_cell);
	if (o.keep)
		printf("kept: %s\n", o.keep);
	options_free(&o);
	return r || !c.last_cell || c.by_verdict[VERDICT_BROKEN] ? EXIT_UNMEASURED : 0;
}

const struct command cmd_replay = { "replay", "run one cell again and show everything", run };
