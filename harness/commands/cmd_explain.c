// SPDX-License-Identifier: MIT
/*
 * cmd_explain.c - ordeal explain: why one cell says what it says, or what gets through a column.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/reports/again.h"
#include "harness/catalogue/catalogue.h"
#include "harness/reports/explain.h"
#include "harness/ordeal.h"
#include "lib/closest.h"

static const char help[] =
	"usage: ordeal explain ATTACK DEFENCE [FILE]\n"
	"       ordeal explain [ROW] DEFENCE [FILE]\n\n"
	"Why a cell of a results file (default: " RESULTS_LATEST ") says what it says: verdict and\n"
	"reason, what the control showed, what was seen from outside, how the program ended and what\n"
	"it printed last, what stops it, and the command that runs the cell again.\n\n"
	"Without an attack, or with a row: what gets through the column, by row, each with what would\n"
	"stop it, and the honest programs that it breaks. FILE is told by its ending .jsonl or a slash\n"
	"where a column could stand.\n\n"
	"Exit codes: 0 explained, 2 called wrongly, 3 could not be written, 4 there is no such cell.\n";

static void print_cell(const struct results *r, const struct record *cell,
		       const struct catalogue *c)
{
	struct about about = about_of(r);
	char *again = again_replay(&about, cell->attack, cell->defence);

	explain_cell(cell, c);
	printf("\n  %s\n", again ? again : "");
	free(again);
}

/* The attacks and defences of the file, not of this build: the file is what is asked. */
static int no_such_cell(const struct results *r, const struct records *all, const char *id,
			const char *defence)
{
	struct closest a = { .word = id ? id : "" }, d = { .word = defence };

	for (size_t i = 0; i < all->count; i++) {
		closest_offer(&a, all->list[i].attack);
		closest_offer(&a, all->list[i].row);
		closest_offer(&d, all->list[i].defence);
	}
	if (id)
		fprintf(stderr, "ordeal explain: %s has no cell %s %s", r->path, id, defence);
	else
		fprintf(stderr, "ordeal explain: %s has no column %s", r->path, defence);
	if (d.name && (!id ? d.edits : a.name && a.edits + d.edits))
		fprintf(stderr, " (did you mean: %s%s%s?)", id ? a.name : "", id ? " " : "",
			d.name);
	fputc('\n', stderr);
	return EXIT_NOTHING;
}

/* What was asked: a cell, a row of a column, or a column. */
struct wish {
	const char *id, *defence, *path;
};

static bool is_path(const char *word)
{
	size_t n = strlen(word), ending = strlen(".jsonl");

	return strchr(word, '/') || (n > ending && !strcmp(word + n - ending, ".jsonl"));
}

static int parse(struct wish *w, int argc, char **argv)
{
	int words = argc - 1;

	if (words > 1 && is_path(argv[words]))
		w->path = argv[words--];
	if (words < 1 || words > 2 || argv[1][0] == '-')
		return EXIT_USAGE;
	w->id = words == 2 ? argv[1] : NULL;
	w->defence = argv[words];
	return 0;
}

static int answer(const struct wish *w, const struct results *r, const struct catalogue *c)
{
	struct records all;
	struct matrix m = { 0 };
	struct err e = { 0 };
	const struct record *cell;
	int code = 0;

	if (records_read(&all, r))
		return EXIT_UNMEASURED;
	cell = w->id ? records_find(&all, w->id, w->defence) : NULL;
	if (cell)
		print_cell(r, cell, c);
	else if (matrix_build(&m, r, &e))
		code = EXIT_UNMEASURED;
	else if (!explain_column(&m, w->id, w->defence, c))
		code = no_such_cell(r, &all, w->id, w->defence);
	matrix_free(&m);
	records_free(&all);
	return code;
}

static int run(const struct home *home, int argc, char **argv)
{
	struct wish w = { 0 };
	struct results results = { 0 };
	struct catalogue c = { 0 };
	struct about about;
	struct err e = { 0 };
	int r;

	if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
		fputs(help, stdout);
		return 0;
	}
	if (parse(&w, argc, argv)) {
		fputs(help, stderr);
		return EXIT_USAGE;
	}
	if (results_read(w.path ? w.path : RESULTS_LATEST, &results, &e)) {
		fprintf(stderr, "ordeal explain: %s%s\n", e.text,
			e.code == ENOENT && !w.path ? " (make one with: ordeal run)" : "");
		return EXIT_USAGE;
	}
	about = about_of(&results);
	if (again_catalogue(&c, home, &about, &e)) /* the file still speaks for itself */
		fprintf(stderr, "ordeal explain: effect, means, remedy unknown: %s\n", e.text);
	r = answer(&w, &results, &c);
	catalogue_free(&c);
	results_free(&results);
	return r;
}

const struct command cmd_explain = { "explain", "say why one cell says what it says", run };
