// SPDX-License-Identifier: MIT
/*
 * cmd_report.c - ordeal report: a results file for CI servers, and a page to click in.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/commands/words.h"
#include "harness/catalogue/catalogue.h"
#include "harness/reports/again.h"
#include "harness/reports/gate.h"
#include "harness/ordeal.h"
#include "harness/reports/reporters.h"

static const char help[] =
	"usage: ordeal report [FILE] --format FORMAT [OPTION]...\n\n"
	"A results file (default: " RESULTS_LATEST ") as a page, or for a CI server, on standard output.\n\n"
	"  -f, --format html     one file that needs no other: the matrix, and behind each square what\n"
	"                        was seen, how it ended, what stops it; with --expected what is worse\n"
	"  -f, --format junit    JUnit XML: a suite for each column, a test case for each cell\n"
	"  -f, --format github   workflow commands that annotate what is not as expected\n"
	"  -f, --format sarif    SARIF 2.1.0: a result for each cell that is not held, at the source of\n"
	"                        the attack; what is accepted is there too, suppressed with its reason\n"
	"  -f, --format tap      TAP 13: a test for each cell; what is accepted is a TODO\n"
	"  -f, --format badge    an SVG that says what one column holds; shields: the same for shields.io\n"
	"  -f, --format markdown|csv|json|text    the matrix, as `ordeal matrix` writes it\n"
	"      --expected DIR    what is accepted; without it, everything that works has to hold\n"
	"      --column NAME     the column of a badge (default: one of your own, or the strongest stack)\n"
	"      --summary FILE    with github: append a summary in Markdown (default: the file\n"
	"                        named by GITHUB_STEP_SUMMARY)\n\n"
	"Exit codes: 0 written, 2 called wrongly or a file is broken, 3 could not be written. It is\n"
	"`ordeal gate` that fails where a cell is worse.\n";

struct wish {
	const struct reporter *reporter;
	const char *path, *dir, *summary, *column;
	bool help;
};

/* NULL, after a message. */
static const struct reporter *find_reporter(const char *name)
{
	const struct reporter *r = name ? reporter_find(name, true) : NULL;

	r = r || !name ? r : reporter_find(name, false);
	if (r)
		return r;
	if (name)
		fprintf(stderr, "ordeal report: there is no format \"%s\" (known: ", name);
	else
		fputs("ordeal report: which --format? (known: ", stderr);
	reporter_names(stderr, true);
	fputs(", ", stderr);
	reporter_names(stderr, false);
	fputs(")\n", stderr);
	return NULL;
}

static int parse(struct wish *w, int argc, char **argv)
{
	const char *format = NULL;
	const struct word words[] = {
		{ "format", 'f', .text = &format },
		{ "expected", .text = &w->dir },
		{ "summary", .text = &w->summary },
		{ "column", .text = &w->column },
		{ NULL },
	};

	*w = (struct wish){ .path = RESULTS_LATEST, .summary = getenv("GITHUB_STEP_SUMMARY") };
	if (words_read(argc, argv, words, &w->help))
		return EXIT_USAGE;
	if (w->help)
		return 0;
	if (words_one_file(argc, argv, &w->path))
		return EXIT_USAGE;
	w->reporter = find_reporter(format);
	return w->reporter ? 0 : EXIT_USAGE;
}

/* 0, or EXIT_UNMEASURED after a message. */
static int write_report(const struct wish *w, const struct matrix *m, const struct gate *g,
			const struct catalogue *c)
{
	struct report report = { .matrix = m,
				 .gate = w->reporter->page && !w->dir ? NULL : g,
				 .catalogue = c,
				 .column = w->column,
				 .out = stdout };
	int r = 0;

	if (w->column && matrix_column(m, w->column) == m->column_count) {
		fprintf(stderr, "ordeal report: the file has no column \"%s\"\n", w->column);
		return EXIT_USAGE;
	}
	if (w->reporter->summary && w->summary && *w->summary) {
		report.summary = fopen(w->summary, "ae");
		if (!report.summary)
			r = -errno;
	}
	if (!r)
		r = report_write(w->reporter, &report);
	if (report.summary && fclose(report.summary) && !r)
		r = -errno;
	if (r)
		fprintf(stderr, "ordeal report: %s\n", strerror(-r));
	return r ? EXIT_UNMEASURED : 0;
}

static int run(const struct home *home, int argc, char **argv)
{
	struct results results = { 0 };
	struct matrix m = { 0 };
	struct catalogue c = { 0 };
	struct gate g = { 0 };
	struct err e = { 0 };
	struct wish w;
	int r = parse(&w, argc, argv);

	if (r)
		return r;
	if (w.help) {
		fputs(help, stdout);
		return 0;
	}
	if (results_read(w.path, &results, &e) || matrix_build(&m, &results, &e) ||
	    gate_judge(&g, &results, w.dir, &e)) {
		fprintf(stderr, "ordeal report: %s\n", e.text);
		r = EXIT_USAGE;
	} else {
		struct about about = about_of(&results);

		/* without the attacks' own words it still is a report */
		if ((w.reporter->page || w.reporter->programs) &&
		    again_catalogue(&c, home, &about, &e))
			fprintf(stderr, "ordeal report: %s\n", e.text);
		r = write_report(&w, &m, &g, &c);
	}
	catalogue_free(&c);
	gate_free(&g);
	matrix_free(&m);
	results_free(&results);
	return r;
}

const struct command cmd_report = { "report", "write a results file for a CI server", run };
