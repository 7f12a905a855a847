// SPDX-License-Identifier: MIT
/*
 * cmd_diff.c - ordeal diff: what became different from one run to another.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/results/about.h"
#include "harness/results/expectation.h"
#include "harness/profiles/inside.h"
#include "harness/results/meta.h"
#include "harness/ordeal.h"
#include "harness/reports/report.h"
#include "lib/strf.h"

static const char help[] =
	"usage: ordeal diff A B\n\n"
	"Compares two results files: fields of the meta line that differ, cells that changed, and\n"
	"cells that only one of them has. What is worse in B comes last.\n"
	"Or two reports of ordeal-probe: what one place has that the other lacks.\n\n"
	"Exit codes: 0 no cell of both is worse in B (reports: no difference), 1 some are, 2 called\n"
	"wrongly or not such a file. `ordeal gate` says whether a cell could be measured.\n";

struct pair {
	const struct record *a, *b; /* one cell in both files; NULL: in one only */
	enum change change;         /* CHANGE_COUNT: likewise                   */
};

static char *shown(const json_t *value)
{
	return value ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : strdup("(not there)");
}

/* Long values are told by name only: columns, rows. */
static void print_field(const char *field, const json_t *a, const json_t *b, void *user)
{
	char *was = shown(a), *is = shown(b);

	(void)user;
	if (was && is && strlen(was) + strlen(is) <= 160)
		printf("meta: %s: %s -> %s\n", field, was, is);
	else
		printf("meta: %s differs\n", field);
	free(was);
	free(is);
}

/* A column of both that ran another command: its cells are of two walls with one name. */
static void print_commands(const struct results *a, const struct results *b)
{
	struct about was = about_of(a), is = about_of(b);
	const json_t *item;
	size_t i;

	json_array_foreach(was.columns, i, item) {
		const char *name = declared_of(item).name;
		char *before = NULL, *now = NULL;

		if (name && !about_command(&was, name, &before) &&
		    !about_command(&is, name, &now) && before && now && strcmp(before, now))
			printf("another command: the column %s was\n    %s\nand is\n    %s\n", name,
			       before, now);
		free(before);
		free(now);
	}
}

/* Go down both lists side by side. */
static size_t pair_up(struct pair *pairs, const struct record *const *a,
		      const struct record *const *b)
{
	size_t n = 0;

	for (; *a || *b; n++) {
		int o = !*a ? 1 : !*b ? -1 : record_order(*a, *b);

		pairs[n] = (struct pair){ o <= 0 ? *a : NULL, o >= 0 ? *b : NULL, CHANGE_COUNT };
		if (!o)
			pairs[n].change = verdict_change((*a)->verdict, (*b)->verdict);
		a += o <= 0;
		b += o >= 0;
	}
	return n;
}

static size_t print_single(const char *word, const struct pair *pairs, size_t n, bool in_a)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		const struct record *cell = in_a ? pairs[i].a : pairs[i].b;

		if (pairs[i].change != CHANGE_COUNT || !cell)
			continue;
		printf("%s: %s under %s: %s\n", word, cell->attack, cell->defence,
		       verdict_name(cell->verdict));
		count++;
	}
	return count;
}

static size_t print_pairs(const struct pair *pairs, size_t n, enum change change)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		if (pairs[i].change != change)
			continue;
		count++;
		if (pairs[i].a->verdict != pairs[i].b->verdict)
			printf("%s: %s under %s: %s -> %s\n", change_name(change),
			       pairs[i].b->attack, pairs[i].b->defence,
			       verdict_name(pairs[i].a->verdict),
			       verdict_name(pairs[i].b->verdict));
	}
	return count;
}

static size_t print_all(const struct pair *pairs, size_t n)
{
	size_t vanished = print_single("vanished", pairs, n, true);
	size_t appeared = print_single("appeared", pairs, n, false);
	size_t better = print_pairs(pairs, n, CHANGE_BETTER);
	size_t lost = print_pairs(pairs, n, CHANGE_UNMEASURED);
	size_t worse = print_pairs(pairs, n, CHANGE_WORSE);

	printf("%zu cell%s in both: %zu better, %zu could not be measured in B, %zu worse; "
	       "%zu vanished, %zu appeared\n",
	       n - vanished - appeared, plural(n - vanished - appeared), better, lost, worse,
	       vanished, appeared);
	return worse;
}

static int compare(const struct results *a, const struct results *b)
{
	size_t room = json_array_size(a->cells) + json_array_size(b->cells) + 1;
	struct pair *pairs = calloc(room, sizeof(*pairs));
	struct records left = { 0 }, right = { 0 };
	int r = EXIT_UNMEASURED;

	if (pairs && !records_read(&left, a) && !records_read(&right, b)) {
		meta_compare(a->meta, b->meta, print_field, NULL);
		print_commands(a, b);
		r = print_all(pairs, pair_up(pairs, left.sorted, right.sorted)) ? EXIT_WORSE : 0;
	}
	records_free(&left);
	records_free(&right);
	free(pairs);
	return r;
}

static void doubt(const struct results *r)
{
	const char *why = report_doubt(r);

	if (why)
		printf("%s: %s\n", r->path, why);
}

/* Two reports of ordeal-probe? -1: no. */
static int compare_reports(const char *a, const char *b)
{
	json_t *there = inside_load(a, NULL), *here = there ? inside_load(b, NULL) : NULL;
	int r = here ? probe_diff(there, here) > 0 : -1;

	json_decref(there);
	json_decref(here);
	return r;
}

static int run(const struct home *home, int argc, char **argv)
{
	struct results a = { 0 }, b = { 0 };
	struct err e = { 0 };
	int r = EXIT_USAGE;

	(void)home;
	if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
		fputs(help, stdout);
		return 0;
	}
	if (argc != 3 || argv[1][0] == '-') {
		fputs(help, stderr);
		return EXIT_USAGE;
	}
	if ((r = compare_reports(argv[1], argv[2])) >= 0)
		return r;
	r = EXIT_USAGE;
	if (results_read(argv[1], &a, &e) || results_read(argv[2], &b, &e)) {
		fprintf(stderr, "ordeal diff: %s\n", e.text);
	} else {
		doubt(&a);
		doubt(&b);
		r = compare(&a, &b);
	}
	results_free(&a);
	results_free(&b);
	return r;
}

const struct command cmd_diff = { "diff", "say what differs between two runs", run };
