// SPDX-License-Identifier: MIT
/*
 * report.c - bench-report: what a benchmark's results file says, as tables or as CSV.
 */
#include "bench/cases.h"
#include "bench/sheet.h"
#include "bench/summary.h"
#include "bench/targets.h"
#include "lib/strf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_USAGE = 2 };

static const char help[] =
	"usage: bench-report [--markdown | --csv] FILE\n\n"
	"Medians, median absolute deviations (mad) and ratios to bare with 95 % bootstrap\n"
	"intervals, from the raw samples of one run; bare is in the same run. us: microseconds.\n";

static char *interval(const struct estimate *e, int digits)
{
	return isnan(e->value) ? NULL : strf("%.*f .. %.*f", digits, e->low, digits, e->high);
}

static char *value(double x, int digits)
{
	return isnan(x) ? NULL : strf("%.*f", digits, x);
}

/* All variants of one program, or of one call, in the order measured. */
static int print_one(const struct bench_file *f, const char *type, const char *program,
		     const char *title, const char *unit, enum format format)
{
	char median[16], added[16];
	struct sheet t = { .title = title, .head = { "<variant", "n", median, "mad", "x bare",
						     "<95 %", added, "<doubts" } };

	snprintf(median, sizeof(median), "median %s", unit);
	snprintf(added, sizeof(added), "added %s", unit);
	for (size_t i = 0; i < f->count; i++) {
		const struct series *s = &f->series[i];
		struct overhead o;

		if (strcmp(s->type, type) != 0 || strcmp(s->program, program) != 0)
			continue;
		if (overhead_of(f, s, &o)) {
			sheet_add(&t, strf("%s", s->variant), strf("0"), NULL, NULL, NULL, NULL,
				  NULL, strf("%s", s->failed ? s->failed : "not measured"));
			continue;
		}
		sheet_add(&t, strf("%s", s->variant), strf("%zu", o.s.n), value(o.s.median, 1),
			  value(o.s.mad, 1), value(o.ratio.value, 2), interval(&o.ratio, 2),
			  value(o.added.value, 1), strf("%s", o.doubts));
	}
	return t.rows ? sheet_print(&t, format) : 0;
}

static const char *word_of(enum reached r)
{
	switch (r) {
	case TARGET_REACHED:
		return "reached";
	case TARGET_MISSED:
		return "missed";
	case TARGET_UNDECIDED:
		return "undecided: the interval holds the target";
	case TARGET_UNMEASURED:
		return "not measured";
	}
	return NULL;
}

static char *verdict(enum reached r, double beyond, int digits, const char *unit)
{
	if (r == TARGET_MISSED)
		return strf("missed by %.*f %s", digits, beyond, unit);
	return strf("%s", word_of(r));
}

static int print_targets(const struct bench_file *f, enum format format)
{
	struct sheet t = { .title = "Targets",
			   .head = { "<what", "at most", "measured", "<95 %", "bwrap",
				     "<verdict" } };

	for (const struct target *g = targets; g->what; g++) {
		struct estimate e = { NAN, NAN, NAN }, peer = { NAN, NAN, NAN };
		struct target bwrap = *g;
		enum reached r = target_judge(g, f, &e);
		int digits = g->how == COMPARE_RATIO ? 2 : 0;

		bwrap.variant = "bwrap";
		target_judge(&bwrap, f, &peer);
		sheet_add(&t, strf("%s", g->what), strf("%.*f %s", digits, g->at_most, g->unit),
			  value(e.value, digits), interval(&e, digits), value(peer.value, digits),
			  verdict(r, e.value - g->at_most, digits, g->unit));
	}
	return sheet_print(&t, format);
}

static int print_hyperfine(const struct bench_file *f, enum format format)
{
	struct sheet t = { .title = "Cross-check: hyperfine on the same commands, one by one",
			   .head = { "<program", "<variant", "median us", "hyperfine us",
				     "x bare", "hyperfine x bare", "<doubts" } };

	for (size_t i = 0; i < f->count; i++) {
		const struct series *s = &f->series[i], *ours;
		struct overhead o, theirs;

		if (strcmp(s->type, "hyperfine") != 0)
			continue;
		ours = bench_file_find(f, "sample", s->program, s->variant);
		if (!ours || overhead_of(f, ours, &o) || overhead_of(f, s, &theirs)) {
			sheet_add(&t, strf("%s", s->program), strf("%s", s->variant), NULL, NULL,
				  NULL, NULL,
				  strf("%s", s->failed ? s->failed : "not measured"));
			continue;
		}
		sheet_add(&t, strf("%s", s->program), strf("%s", s->variant), value(o.s.median, 1),
			  value(theirs.s.median, 1), value(o.ratio.value, 2),
			  value(theirs.ratio.value, 2), strf("%s", theirs.doubts));
	}
	return t.rows ? sheet_print(&t, format) : 0;
}

static void say(const char *sentence)
{
	printf("- %s\n", sentence);
}

static int print_tables(const struct bench_file *f, enum format format)
{
	int r = 0;

	for (const struct program *p = programs; p->name && !r; p++) {
		char *title = strf("Launch of %s: %s", p->name, p->what);

		r = title ? print_one(f, "sample", p->name, title, "us", format) : -1;
		free(title);
	}
	if (!r)
		r = print_one(f, "percall", "getppid", "One getppid(2) inside", "ns", format);
	if (!r)
		r = print_one(f, "percall", "open-close", "One open(2) + close(2) inside", "ns",
			      format);
	if (!r)
		r = print_hyperfine(f, format);
	if (!r)
		r = print_targets(f, format);
	putchar('\n');
	run_doubts(f, say);
	return r;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* One line per line of the file; "doubts" is the only field that may need quotes. */
static void print_csv(const struct bench_file *f)
{
	puts("type,program,variant,group,unit,n,median,mad,q1,q3,ratio,ratio_low,ratio_high,"
	     "added,added_low,added_high,doubts");
	for (size_t i = 0; i < f->count; i++) {
		const struct series *s = &f->series[i];
		struct overhead o;

		if (overhead_of(f, s, &o))
			continue;
		for (char *quote = o.doubts; (quote = strchr(quote, '"'));)
			*quote = '\'';
		printf("%s,%s,%s,%s,%s,", s->type, s->program, s->variant, or_empty(s->group),
		       strcmp(s->type, "percall") ? "us" : "ns");
		printf("%zu,%.3f,%.3f,%.3f,%.3f,", o.s.n, o.s.median, o.s.mad, o.s.q1, o.s.q3);
		printf("%.4f,%.4f,%.4f,", o.ratio.value, o.ratio.low, o.ratio.high);
		printf("%.3f,%.3f,%.3f,\"%s\"\n", o.added.value, o.added.low, o.added.high,
		       o.doubts);
	}
}

int main(int argc, char **argv)
{
	const char *how = argc == 3 ? argv[1] : "";
	struct bench_file f;
	struct err e = { 0 };
	int r;

	if (argc == 2 && !strcmp(argv[1], "--help"))
		return fputs(help, stdout), 0;
	if (argc < 2 || argc > 3 || (*how && strcmp(how, "--markdown") && strcmp(how, "--csv")))
		return fputs(help, stderr), EXIT_USAGE;
	r = bench_file_read(argv[argc - 1], &f, &e);
	if (r)
		fprintf(stderr, "bench-report: %s\n", e.text);
	else if (!strcmp(how, "--csv"))
		print_csv(&f);
	else
		r = print_tables(&f, *how ? FORMAT_MARKDOWN : FORMAT_TEXT);
	bench_file_free(&f);
	return r ? EXIT_FAILURE : 0;
}
