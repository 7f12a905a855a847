// SPDX-License-Identifier: MIT
/*
 * report.c - bench-report: what a benchmark's results file says, as tables or as CSV.
 */
#include "bench/cases.h"
#include "bench/compare.h"
#include "bench/peers.h"
#include "bench/quantities.h"
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
	"usage: bench-report [--markdown | --csv] FILE\n"
	"       bench-report --peers [--markdown] FILE\n"
	"       bench-report --compare BASE NEW [AGAIN]     the same as `ordeal compare`\n\n"
	"Medians, median absolute deviations (mad) and ratios to bare with 95 % bootstrap\n"
	"intervals, from the raw samples of one run; bare is in the same run. us: microseconds.\n"
	"--peers: every launcher of the run beside what is known of others, with versions.\n";

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

static const char *const calls[][2] = {
	{ "getppid", "One getppid(2) inside" },
	{ "open-close", "One open(2) + close(2) inside" },
	{ "read", "One pread(2) of a byte inside" },
	{ "mmap", "One mmap(2) + munmap(2) inside" },
	{ "stat", "One stat(2) inside" },
	{ "socket", "One socket(2) inside: its refusal, or the socket and its end" },
	{ "clone", "One clone(2) of a child that ends, and the wait for it, inside" },
};

static int print_tables(const struct bench_file *f, enum format format)
{
	int r = 0;

	for (const struct program *p = programs; p->name && !r; p++) {
		char *title = strf("Launch of %s: %s", p->name, p->what);

		r = title ? print_one(f, "sample", p->name, title, "us", format) : -1;
		free(title);
	}
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls) && !r; i++)
		r = print_one(f, "percall", calls[i][0], calls[i][1], "ns", format);
	if (!r)
		r = print_quantities(f, format);
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

/* Empty where bare does not have this quantity. */
static void csv_estimate(const struct estimate *e, int digits)
{
	if (isnan(e->value))
		fputs(",,,", stdout);
	else
		printf("%.*f,%.*f,%.*f,", digits, e->value, digits, e->low, digits, e->high);
}

/* One line per line of the file; "doubts" is the only field that may need quotes. */
static void print_csv(const struct bench_file *f)
{
	puts("type,program,variant,group,unit,at,axis,n,median,mad,q1,q3,ratio,ratio_low,"
	     "ratio_high,added,added_low,added_high,doubts");
	for (size_t i = 0; i < f->count; i++) {
		const struct series *s = &f->series[i];
		struct overhead o;

		if (overhead_of(f, s, &o))
			continue;
		for (char *quote = o.doubts; (quote = strchr(quote, '"'));)
			*quote = '\'';
		printf("%s,%s,%s,%s,%s,%g,%s,", s->type, s->program, s->variant,
		       or_empty(s->group), s->unit, s->at, or_empty(s->axis));
		printf("%zu,%.3f,%.3f,%.3f,%.3f,", o.s.n, o.s.median, o.s.mad, o.s.q1, o.s.q3);
		csv_estimate(&o.ratio, 4);
		csv_estimate(&o.added, 3);
		printf("\"%s\"\n", o.doubts);
	}
}

/* One file, in one of the formats. */
static int report(const char *path, const char *how, bool peers)
{
	enum format format = !strcmp(how, "--markdown") ? FORMAT_MARKDOWN : FORMAT_TEXT;
	struct bench_file f;
	struct err e = { 0 };
	int r = bench_file_read(path, &f, &e);

	if (r)
		fprintf(stderr, "bench-report: %s\n", e.text);
	else if (!strcmp(how, "--csv"))
		print_csv(&f);
	else
		r = peers ? print_peers(&f, format) : print_tables(&f, format);
	bench_file_free(&f);
	return r ? EXIT_FAILURE : 0;
}

int main(int argc, char **argv)
{
	bool peers = argc > 1 && !strcmp(argv[1], "--peers");
	const char *how = argc == 3 + peers ? argv[1 + peers] : "";

	if (argc == 2 && !strcmp(argv[1], "--help"))
		return fputs(help, stdout), 0;
	if (argc > 1 && !strcmp(argv[1], "--compare"))
		return compare_main(argc - 1, argv + 1);
	if (argc < 2 + peers || argc > 3 + peers ||
	    (*how && strcmp(how, "--markdown") && (peers || strcmp(how, "--csv"))))
		return fputs(help, stderr), EXIT_USAGE;
	return report(argv[argc - 1], how, peers);
}
