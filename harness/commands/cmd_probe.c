// SPDX-License-Identifier: MIT
/*
 * cmd_probe.c - ordeal probe: what ordeal-probe says inside an arena.
 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

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
	static const struct option options[] = { { "profile", required_argument, NULL, 'p' },
						 { "help", no_argument, NULL, 'h' },
						 { NULL, 0, NULL, 0 } };
	const char *profile = "host";
	struct err e = { 0 };
	json_t *report;
	int option;

	optind = 0;
	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (option == 'h')
			return fputs(help, stdout) < 0;
		if (option != 'p')
			return EXIT_USAGE;
		profile = optarg;
	}
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
