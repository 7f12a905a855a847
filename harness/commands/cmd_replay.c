// SPDX-License-Identifier: MIT
/*
 * cmd_replay.c - ordeal replay: one cell again, with everything it shows.
 */
#include <stdio.h>
#include <string.h>

#include "harness/options.h"
#include "harness/run/load.h"
#include "harness/reports/explain.h"
#include "harness/run/phases.h"

static const char help[] =
	"usage: ordeal replay ATTACK DEFENCE [OPTION]...\n\n"
	"Runs one cell again, control included, and prints all that was seen.\n\n"
	"      --keep FOLDER      leave the arena's /tmp and the beginning of every channel there\n"
	"      --profile NAME, --attack-dir DIR, --attack-cmd CMD, --oracle NAME, --defence-cmd CMD,\n"
	"      --defence-name NAME\n"
	"                         as in run: whatever was added there. `ordeal explain` prints the\n"
	"                         whole line\n\n"
	"Exit codes as in run.\n";

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
	if ((r = campaign_load(&c, &o, home)))
		return r;
	if (!catalogue_find(&c.catalogue, argv[o.rest]) ||
	    !defences_find(&c.defences, argv[o.rest + 1])) {
		fprintf(stderr, "ordeal replay: there is no such attack or defence: %s %s\n",
			argv[o.rest], argv[o.rest + 1]);
		return EXIT_USAGE;
	}
	/* Globs match rows and groups too ("given"): this cell, and no other. */
	c.attack_globs = (char *[]){ argv[o.rest], NULL };
	c.defence_globs = (char *[]){ argv[o.rest + 1], NULL };
	c.only = json_pack("{s:{s:b}}", argv[o.rest], argv[o.rest + 1], true);
	if ((r = campaign_check_machine(&c)))
		return r;
	schedule_catch_signals();
	r = campaign_run(&c);
	if (c.last_cell) {
		struct record cell = record_of(c.last_cell);

		explain_cell(&cell, &c.catalogue);
	}
	if (o.keep)
		printf("kept: %s\n", o.keep);
	options_free(&o);
	return r || !c.last_cell || c.by_verdict[VERDICT_BROKEN] ? EXIT_UNMEASURED : 0;
}

const struct command cmd_replay = { "replay", "run one cell again and show everything", run };
