// SPDX-License-Identifier: MIT
/*
 * cmd_probe.c - ordeal probe: what ordeal-probe says inside an arena.
 */
#include <stdio.h>
#include <string.h>

#include "harness/commands/words.h"
#include "harness/run/place.h"
#include "harness/ordeal.h"

static const char help[] =
	"usage: ordeal probe [--profile NAME|FILE]\n\n"
	"Runs ordeal-probe in an arena, under a profile (default: host), and prints its report: "
	"what\n"
	"that place allows. `ordeal-probe` alone asks this machine.\n\n"
	"Exit codes: 0 asked, 2 called wrongly or a file is broken, 3 it could not be asked.\n";

static int run(const struct home *home, int argc, char **argv)
{
	const char *profile = "host";
	const struct word words[] = { { "profile", .text = &profile }, { NULL } };
	struct err e = { 0 };
	bool help_wanted = false;
	json_t *report;

	if (words_read(argc, argv, words, &help_wanted))
		return EXIT_USAGE;
	if (help_wanted)
		return fputs(help, stdout) < 0;
	if (optind < argc)
		return fputs(help, stderr), EXIT_USAGE;
	report = place_report(home, profile, &e);
	if (!report) {
		fprintf(stderr, "ordeal probe: %s\n", e.text);
		return strstr(e.text, "profile") ? EXIT_USAGE : EXIT_UNMEASURED;
	}
	json_dumpf(report, stdout, JSON_INDENT(1));
	puts("");
	json_decref(report);
	return 0;
}

const struct command cmd_probe = { "probe",
				   "what a profile's place allows, as ordeal-probe sees it", run };
