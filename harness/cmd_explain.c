// SPDX-License-Identifier: MIT
/*
 * cmd_explain.c - ordeal explain: why one cell says what it says.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "harness/catalogue.h"
#include "harness/matrix.h"
#include "harness/ordeal.h"
#include "lib/closest.h"

static const char help[] =
	"usage: ordeal explain ATTACK DEFENCE [FILE]\n\n"
	"Why a cell of a results file (default: " RESULTS_LATEST ") says what it says:\n"
	"verdict and reason, what the control showed, what was seen from outside, how the\n"
	"program ended and what it printed, what stops it, and the command that runs the cell\n"
	"again.\n\n"
	"Exit codes: 0 explained, 2 called wrongly, 4 there is no such cell in the file.\n";

enum { LABEL = 10, HEAD_LINES = 12 };

static const char *text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void field(const char *name, const char *text)
{
	if (text && *text)
		printf("  %-*s %s\n", LABEL, name, text);
}

/* The first lines, indented. It is hostile output, but results_text() has been over it. */
static void print_head(const char *name, const char *text)
{
	int lines = 0;

	for (const char *line = text; line && *line && lines++ < HEAD_LINES;) {
		int n = (int)strcspn(line, "\n");

		printf("  %-*s | %.*s\n", LABEL, line == text ? name : "", n, line);
		line += n + (line[n] == '\n');
		if (lines == HEAD_LINES && *line)
			printf("  %-*s | ...\n", LABEL, "");
	}
}

static void print_sights(const json_t *cell)
{
	const char *control = text_in(cell, "control"), *trial = text_in(cell, "trial");
	const char *where = text_in(cell, "controlled_in");

	printf("  %-*s %s%s\n", LABEL, "control",
	       !control			  ? "none was run" :
	       !strcmp(control, "SEEN")	  ? "SEEN: it works here under " :
	       !strcmp(control, "CLEAN")  ? "CLEAN: it does not work here under " :
					    "BLIND: the oracle could not see under ",
	       !control ? "" : where ? where : "its control");
	printf("  %-*s %s (by the oracle %s)\n", LABEL, "trial", trial ? trial : "none was run",
	       text_in(cell, "oracle") ? text_in(cell, "oracle") : "?");
}

static void print_exhibits(const json_t *cell)
{
	json_t *exhibit;
	size_t i;

	json_array_foreach(json_object_get(cell, "exhibits"), i, exhibit)
		field(i ? "" : "exhibits", json_string_value(exhibit));
}

static void print_ending(const json_t *ending)
{
	if (!json_is_object(ending))
		return;
	printf("  %-*s %s%s%s%s\n", LABEL, "ended",
	       text_in(ending, "how") ? text_in(ending, "how") : "?",
	       json_is_true(json_object_get(ending, "attempted")) ? ", after its mark" :
								    ", before its mark",
	       json_is_true(json_object_get(ending, "timed_out")) ? ", by the wall clock" : "",
	       json_is_false(json_object_get(ending, "honest_ok")) ?
		       ", and the honest student failed" : "");
	print_head("stdout", text_in(ending, "stdout"));
	print_head("stderr", text_in(ending, "stderr"));
}

/* Flaky or not, every run had its say. */
static void print_runs(const json_t *runs)
{
	json_t *run;
	size_t i;

	if (json_array_size(runs) < 2)
		return;
	printf("  %-*s", LABEL, "runs");
	json_array_foreach(runs, i, run)
		printf(" %s", json_string_value(run));
	putchar('\n');
}

static void print(const json_t *cell, const struct catalogue *c)
{
	const char *id = text_in(cell, "attack"), *defence = text_in(cell, "defence");
	const struct program *p = catalogue_find(c, id);

	printf("%s under %s: %s\n", id, defence, text_in(cell, "verdict"));
	field("reason", text_in(cell, "reason"));
	field("effect", p ? p->effect : NULL);
	field("means", p ? p->means : NULL);
	print_sights(cell);
	print_exhibits(cell);
	print_runs(json_object_get(cell, "runs"));
	print_ending(json_object_get(cell, "ending"));
	field("remedy", p ? p->remedy : NULL);
	printf("\n  ordeal replay %s %s\n", id, defence);
}

/* The attacks and defences of the file, not of this build: the file is what is asked. */
static int no_such_cell(const struct results *r, const char *id, const char *defence)
{
	struct closest a = { .word = id }, d = { .word = defence };
	json_t *cell;
	size_t i;

	json_array_foreach(r->cells, i, cell) {
		closest_offer(&a, text_in(cell, "attack"));
		closest_offer(&d, text_in(cell, "defence"));
	}
	fprintf(stderr, "ordeal explain: %s has no cell %s %s", r->path, id, defence);
	if (a.name && d.name && a.edits + d.edits && results_cell(r, a.name, d.name))
		fprintf(stderr, " (did you mean: %s %s?)", a.name, d.name);
	fputc('\n', stderr);
	return EXIT_NOTHING;
}

static int run(const struct home *home, int argc, char **argv)
{
	const char *path = argc == 4 ? argv[3] : RESULTS_LATEST;
	struct results results = { 0 };
	struct catalogue c = { 0 };
	struct err e = { 0 };
	const json_t *cell;
	int r = 0;

	if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
		fputs(help, stdout);
		return 0;
	}
	if (argc < 3 || argc > 4 || argv[1][0] == '-') {
		fputs(help, stderr);
		return EXIT_USAGE;
	}
	if (results_read(path, &results, &e)) {
		fprintf(stderr, "ordeal explain: %s%s\n", e.text,
			e.code == ENOENT && argc == 3 ? " (make one with: ordeal run)" : "");
		return EXIT_USAGE;
	}
	if (catalogue_load(&c, home->box, home->share, &e)) /* the file still speaks for itself */
		fprintf(stderr, "ordeal explain: effect, means, remedy unknown: %s\n", e.text);
	cell = results_cell(&results, argv[1], argv[2]);
	if (cell)
		print(cell, &c);
	else
		r = no_such_cell(&results, argv[1], argv[2]);
	catalogue_free(&c);
	results_free(&results);
	return r;
}

const struct command cmd_explain = { "explain", "say why one cell says what it says", run };
