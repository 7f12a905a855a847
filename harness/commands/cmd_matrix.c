// SPDX-License-Identifier: MIT
/*
 * cmd_matrix.c - ordeal matrix: the defence matrix of a results file.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/commands/words.h"
#include "harness/ordeal.h"
#include "harness/profiles/profile.h"
#include "harness/reports/answer.h"
#include "harness/reports/reporters.h"
#include "harness/reports/rest.h"
#include "harness/reports/set.h"
#include "harness/reports/table.h"
#include "harness/reports/versus.h"
#include "harness/results/about.h"
#include "harness/results/lines.h"
#include "harness/results/member.h"
#include "lib/strv.h"

static const char help[] =
	"usage: ordeal matrix [FILE...] [OPTION]...\n\n"
	"The defence matrix of a results file (default: " RESULTS_LATEST "). Of several: the cells in\n"
	"which they disagree, and how often each was breached.\n\n"
	"  -f, --format NAME     text (default), markdown, csv (a line per cell), json\n"
	"      --against CLAIMS  beside a table of claims: threat-model\n"
	"      --rest FILE       below it what was not measured now, from FILE, and said to be that\n"
	"      --profile A, --against-profile B  what changes between two places: FILE, or the last\n"
	"                        run, or the reference, whichever is of that profile\n"
	"      --places          for each profile the answer alone: what can be put on, and what it holds\n"
	"      --no-color        no colour, as with NO_COLOR set or without a terminal\n\n"
	"A square k/n: k attacks were held, of the n that work here undefended. In the row benign,\n"
	"k honest programs still work: the other n - k are the column's false positives.\n"
	"`ordeal explain ATTACK DEFENCE` tells why.\n\n"
	"Exit codes: 0 printed, 2 called wrongly or not a results file, 4 no cell in it.\n";

struct wish {
	const struct reporter *reporter;
	const char *against, *rest, *path, *profile, *other;
	char **files;
	size_t file_count;
	bool given, no_colour, help, places;
};

static int find_reporter(struct wish *w, const char *name)
{
	w->reporter = reporter_find(name, false);
	if (w->reporter)
		return 0;
	fprintf(stderr, "ordeal matrix: there is no format \"%s\" (known: ", name);
	reporter_names(stderr, false);
	fputs(")\n", stderr);
	return EXIT_USAGE;
}

static int parse(struct wish *w, int argc, char **argv)
{
	const char *format = "text";
	const struct word words[] = {
		{ "format", 'f', .text = &format },
		{ "against", .text = &w->against },
		{ "rest", .text = &w->rest },
		{ "profile", .text = &w->profile },
		{ "against-profile", .text = &w->other },
		{ "places", .flag = &w->places },
		{ "no-color", .flag = &w->no_colour },
		{ "no-colour", .flag = &w->no_colour },
		{ NULL },
	};
	int r;

	*w = (struct wish){ .path = RESULTS_LATEST };
	r = words_read(argc, argv, words, &w->help);
	if (!r)
		r = find_reporter(w, format);
	w->given = optind < argc;
	w->files = argv + optind;
	w->file_count = (size_t)(argc - optind);
	if (!r && w->file_count > 1 &&
	    (w->against || w->rest || w->profile || w->other || w->places)) {
		fprintf(stderr, "ordeal matrix: several files stand alone, without other options\n");
		r = EXIT_USAGE;
	}
	if (!r && w->file_count == 1)
		w->path = *w->files;
	if (!r && w->rest && (w->against || w->reporter != reporter_find("text", false))) {
		fprintf(stderr, "ordeal matrix: --rest is of the text format, without --against\n");
		r = EXIT_USAGE;
	}
	if (!r && (w->other ? w->rest || w->against : w->profile != NULL)) {
		fprintf(stderr, "ordeal matrix: --profile A --against-profile B, and neither --rest nor "
				"--against\n");
		r = EXIT_USAGE;
	}
	return r;
}

/* What the other file has and this one does not. An exit code. */
static int write_rest(const struct wish *w, const struct home *home, const struct report *report)
{
	struct results results = { 0 };
	struct defences known = { 0 };
	struct matrix m = { 0 };
	struct err e = { 0 };
	int r = 0;

	if (results_read(w->rest, &results, &e) || matrix_build(&m, &results, &e) ||
	    defences_load(&known, home->share, &e)) {
		fprintf(stderr, "ordeal matrix: --rest: %s\n", e.text);
		r = EXIT_USAGE;
	} else if (rest_print(report, &m, &known)) {
		fprintf(stderr, "ordeal matrix: --rest: out of memory\n");
		r = EXIT_UNMEASURED;
	}
	defences_free(&known);
	matrix_free(&m);
	results_free(&results);
	return r;
}

static int write_report(const struct wish *w, const struct home *home, const struct matrix *m,
			struct claims *claims)
{
	struct report report = {
		.matrix = m,
		.claims = claims,
		.out = stdout,
		.colour = !w->no_colour && table_colour(stdout),
		.width = table_width(stdout),
	};
	int r = claims ? claims_compare(claims, m) : 0;

	if (!r)
		r = report_write(w->reporter, &report);
	if (r)
		fprintf(stderr, "ordeal matrix: %s\n",
			r == -ENOTSUP ? "this format cannot compare" : strerror(-r));
	if (r)
		return EXIT_UNMEASURED;
	return w->rest ? write_rest(w, home, &report) : 0;
}

/* The first line says which profile a file is of; the many that follow need not be read for it. */
static const char *take_profile(const struct line *line, void *user)
{
	const char **asked = user;
	const char *is = member_text(line->object, "profile");

	if (is && !strcmp(is, *asked))
		*asked = NULL;
	return "enough";
}

static bool is_of(const char *path, const char *profile)
{
	struct err e = { 0 };

	lines_read(path, take_profile, &profile, &e);
	return !profile;
}

/* The results of a place, of the files that there may be. False: there are none. */
static bool find_place(const struct wish *w, const char *profile, struct results *results)
{
	char name[PATH_MAX];
	/* Who names the reference wants nothing else. */
	const char *latest = strcmp(w->path, RESULTS_REFERENCE) ? RESULTS_LATEST : w->path;
	const char *const usual[] = { w->path, latest, name, RESULTS_REFERENCE };
	struct err e = { 0 };

	snprintf(name, sizeof(name), RESULTS_PLACE, profile);
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++) {
		if (!is_of(usual[i], profile) || results_read(usual[i], results, &e))
			continue;
		if (!strcmp(about_of(results).profile, profile))
			return true;
		results_free(results);
		*results = (struct results){ 0 };
	}
	return false;
}

/* 0, or EXIT_USAGE after a message. */
static int read_place(const struct wish *w, const char *profile, struct results *results)
{
	if (find_place(w, profile, results))
		return 0;
	fprintf(stderr, "ordeal matrix: no results of the profile \"%s\" (make some with: ordeal run "
			"--profile %s)\n", profile, profile);
	return EXIT_USAGE;
}

/* The place of one's own before those that are imitated. */
static void host_first(char **names)
{
	for (size_t i = 0; names && names[i]; i++) {
		char *host = names[i];

		if (strcmp(host, "host"))
			continue;
		memmove(names + 1, names, i * sizeof(*names));
		names[0] = host;
	}
}

/* The answer for each profile that somebody measured: here if it was, else by the reference. */
static int print_places(const struct wish *w, const struct home *home)
{
	char **names = profile_names(home->share);

	host_first(names);
	for (char **name = names; name && *name; name++) {
		struct results results = { 0 };
		struct matrix m = { 0 };
		struct err e = { 0 };

		if (!find_place(w, *name, &results)) {
			printf("%s: nobody measured it\n\n", *name);
			continue;
		}
		if (!matrix_build(&m, &results, &e)) {
			struct about about = about_of(&results);

			printf("%s (measured on %.10s, %s, Linux %s)\n", *name, about.started, about.cpu,
			       about.kernel);
			if (answer_all_load(&m))
				puts("every layer and stack that was asked about can be put on here");
			answer_print(stdout, &m);
			putchar('\n');
		}
		matrix_free(&m);
		results_free(&results);
	}
	strv_free(names);
	return fflush(stdout) ? EXIT_UNMEASURED : 0;
}

static int compare_places(const struct wish *w)
{
	struct results a = { 0 }, b = { 0 };
	struct matrix ma = { 0 }, mb = { 0 };
	struct err e = { 0 };
	int r = read_place(w, w->profile ? w->profile : "host", &a);

	r = r ? r : read_place(w, w->other, &b);
	if (!r && (matrix_build(&ma, &a, &e) || matrix_build(&mb, &b, &e))) {
		fprintf(stderr, "ordeal matrix: %s\n", e.text);
		r = EXIT_USAGE;
	} else if (!r && versus_print(stdout, &ma, &mb)) {
		fprintf(stderr, "ordeal matrix: cannot write\n");
		r = EXIT_UNMEASURED;
	}
	matrix_free(&ma);
	matrix_free(&mb);
	results_free(&a);
	results_free(&b);
	return r;
}

/* Where several runs disagree. */
static int print_set(const struct wish *w)
{
	struct results *files = calloc(w->file_count, sizeof(*files));
	struct err e = { 0 };
	size_t n = 0;
	int r = files ? 0 : err_set(&e, ENOMEM, "matrix");

	while (!r && n < w->file_count && !(r = results_read(w->files[n], &files[n], &e)))
		n++;
	if (!r)
		r = set_print(stdout, files, n, &e);
	if (r)
		fprintf(stderr, "ordeal matrix: %s\n", e.text);
	while (n)
		results_free(&files[--n]);
	free(files);
	return r ? EXIT_USAGE : fflush(stdout) ? EXIT_UNMEASURED : 0;
}

static int run(const struct home *home, int argc, char **argv)
{
	struct results results = { 0 };
	struct claims claims = { 0 };
	struct matrix m = { 0 };
	struct err e = { 0 };
	struct wish w;
	int r = parse(&w, argc, argv);

	if (r)
		return r;
	if (w.help) {
		fputs(help, stdout);
		return 0;
	}
	if (w.places)
		return print_places(&w, home);
	if (w.other)
		return compare_places(&w);
	if (w.file_count > 1)
		return print_set(&w);
	if (results_read(w.path, &results, &e)) {
		fprintf(stderr, "ordeal matrix: %s%s\n", e.text,
			e.code == ENOENT && !w.given ? " (make one with: ordeal run)" : "");
		r = EXIT_USAGE;
	} else if (matrix_build(&m, &results, &e) ||
		   (w.against && claims_load(&claims, home->share, w.against, NULL, &e))) {
		fprintf(stderr, "ordeal matrix: %s\n", e.text);
		r = EXIT_USAGE;
	} else if (!m.column_count) {
		fprintf(stderr, "ordeal matrix: %s: no cell in it\n", w.path);
		r = EXIT_NOTHING;
	} else {
		r = write_report(&w, home, &m, w.against ? &claims : NULL);
	}
	claims_free(&claims);
	matrix_free(&m);
	results_free(&results);
	return r;
}

const struct command cmd_matrix = { "matrix", "print the defence matrix of a results file", run };
