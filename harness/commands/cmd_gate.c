// SPDX-License-Identifier: MIT
/*
 * cmd_gate.c - ordeal gate: has a cell become worse than it was accepted to be?
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness/commands/words.h"
#include "harness/reports/gate.h"
#include "lib/strf.h"
#include "lib/strv.h"
#include "harness/ordeal.h"

enum { GONE_LISTED = 12 };

static const char help[] =
	"usage: ordeal gate [FILE] [--expected DIR] [--strict]\n\n"
	"Compares a results file (default: " RESULTS_LATEST ") with what is accepted: one line for\n"
	"each cell that is not held, in DIR/<profile>/<defence>.tsv (default: " EXPECTED_DIR ").\n"
	"Names every cell that differs, and the command that runs it again.\n\n"
	"      --strict   what is new, got better or has another command must be recorded too: exit 5\n"
	"                 where it is not\n\n"
	"What was run several times (ordeal run --recheck, --repeat) is told with its rate. That is\n"
	"no vote: one breach is a breach. But an honest program that fails, an attack that was not\n"
	"shown to be stopped, or what could not be measured counts only if it came twice; once of\n"
	"several it is printed, and green. So is what only this machine is to blame for.\n\n"
	"Exit codes: 0 as expected, 1 a cell is worse, 2 called wrongly or a file is broken,\n"
	"3 something could not be measured (broken, flaky, unavailable, an incomplete file),\n"
	"5 something is new, better than recorded, or under another command, under --strict.\n";

struct wish {
	const char *path, *dir;
	bool strict, given, help;
};

static int parse(struct wish *w, int argc, char **argv)
{
	const struct word words[] = {
		{ "expected", .text = &w->dir },
		{ "strict", .flag = &w->strict },
		{ NULL },
	};

	*w = (struct wish){ .path = RESULTS_LATEST, .dir = EXPECTED_DIR };
	if (words_read(argc, argv, words, &w->help))
		return EXIT_USAGE;
	w->given = optind < argc;
	return words_one_file(argc, argv, &w->path);
}

static void print_cells(const struct gate *g, enum change c)
{
	for (size_t i = 0; i < g->count; i++) {
		char *sentence, *replay;

		if (g->cells[i].change != c)
			continue;
		sentence = finding_sentence(&g->cells[i]);
		replay = finding_replay(&g->cells[i]);
		printf("%s: %s; again: %s\n", change_name(c), sentence ? sentence : "?",
		       replay ? replay : "?");
		free(sentence);
		free(replay);
	}
}

/* Where much is new, it is a column or a row that nobody has recorded: a list would hide the rest.
 */
static void print_new(const struct gate *g, bool strict)
{
	if (strict || g->by_change[CHANGE_NEW] <= GONE_LISTED)
		print_cells(g, CHANGE_NEW);
	else
		printf("new: %zu cells that nobody has recorded; --strict lists them\n",
		       g->by_change[CHANGE_NEW]);
}

/* Where much is gone, the file is of a partial run: a list would only hide the rest. Was it one? */
static bool print_gone(const struct gate *g, bool strict)
{
	size_t columns = strv_count(g->absent);

	if (!strict && g->gone_count + columns > GONE_LISTED) {
		printf("gone: %zu expected cell%s and %zu whole column%s are not in the file; "
		       "--strict lists them\n",
		       g->gone_count, plural(g->gone_count), columns, plural(columns));
		return false;
	}
	for (size_t i = 0; i < g->gone_count; i++) {
		char *sentence = finding_sentence(&g->gone[i]);

		printf("gone: %s\n", sentence ? sentence : "?");
		free(sentence);
	}
	for (char **name = g->absent; name && *name; name++)
		printf("gone: the whole column %s\n", *name);
	return g->gone_count;
}

/* The cells are compared all the same: what is worse is worse, whatever the wall was made of. */
static void print_commands(const struct gate *g)
{
	for (size_t k = 0; k < g->command_count; k++)
		printf("another command: the column %s was recorded with\n    %s\nand here it was\n"
		       "    %s\n",
		       g->commands[k].defence, g->commands[k].was, g->commands[k].is);
}

static void print(const struct gate *g, const char *path, bool strict)
{
	/* What matters most comes last, next to the prompt. */
	bool gone = print_gone(g, strict);

	print_commands(g);
	print_new(g, strict);
	print_cells(g, CHANGE_BETTER);
	print_cells(g, CHANGE_MACHINE);
	print_cells(g, CHANGE_ONCE);
	print_cells(g, CHANGE_UNMEASURED);
	print_cells(g, CHANGE_WORSE);
	printf("%s: %zu cell%s: %zu as expected, %zu worse, %zu could not be measured, %zu better",
	       path, g->count, plural(g->count), g->by_change[CHANGE_SAME],
	       g->by_change[CHANGE_WORSE], g->by_change[CHANGE_UNMEASURED],
	       g->by_change[CHANGE_BETTER]);
	if (g->by_change[CHANGE_NEW])
		printf(", %zu new", g->by_change[CHANGE_NEW]);
	if (g->by_change[CHANGE_ONCE])
		printf(", %zu otherwise only once", g->by_change[CHANGE_ONCE]);
	if (g->by_change[CHANGE_MACHINE])
		printf(", %zu not measured by the machine's fault", g->by_change[CHANGE_MACHINE]);
	if (g->command_count)
		printf(", %zu column%s under another command", g->command_count,
		       plural(g->command_count));
	putchar('\n');
	if (g->doubt)
		printf("%s: %s\n", path, g->doubt);
	if (g->by_change[CHANGE_BETTER] || gone || g->by_change[CHANGE_NEW] ||
	    g->command_count)
		puts("what is new, better, gone or another command can be recorded: ordeal expect update");
}

static int run(const struct home *home, int argc, char **argv)
{
	struct results results = { 0 };
	struct gate g = { 0 };
	struct err e = { 0 };
	struct wish w;
	int r = parse(&w, argc, argv);

	(void)home;
	if (r)
		return r;
	if (w.help) {
		fputs(help, stdout);
		return 0;
	}
	if (results_read(w.path, &results, &e)) {
		fprintf(stderr, "ordeal gate: %s%s\n", e.text,
			e.code == ENOENT && !w.given ? " (make one with: ordeal run)" : "");
		return EXIT_USAGE;
	}
	if (!json_array_size(results.cells)) {
		fprintf(stderr, "ordeal gate: %s: no cell in it\n", w.path);
		r = EXIT_UNMEASURED;
	} else if (gate_judge(&g, &results, w.dir, &e)) {
		fprintf(stderr, "ordeal gate: %s\n", e.text);
		r = EXIT_USAGE;
	} else {
		print(&g, w.path, w.strict);
		r = gate_exit(&g, w.strict);
	}
	gate_free(&g);
	results_free(&results);
	return r;
}

const struct command cmd_gate = { "gate", "name the cells that are worse than expected", run };
