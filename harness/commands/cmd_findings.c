// SPDX-License-Identifier: MIT
/*
 * cmd_findings.c - ordeal findings: the paper's claims, judged by a results file.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "harness/commands/words.h"
#include "harness/reports/findings.h"
#include "harness/results/lines.h"
#include "harness/results/member.h"
#include "harness/ordeal.h"

static const char help[] =
	"usage: ordeal findings [FILE] [--bench CSV] [--surface FILE]\n\n"
	"Every claim of the threat model beside what a results file (default: " RESULTS_LATEST ")\n"
	"says of it, with the attacks that decide, in Markdown. CSV is what `bench-report --csv`\n"
	"prints of a benchmark; claims about cost are judged by it, those about the kernel's surface\n"
	"by a FILE of `ordeal surface`.\n\n"
	"Exit codes: 0 printed, 2 called wrongly or a file is broken, 3 could not be written.\n";

struct wish {
	const char *path, *bench, *surface;
	bool help;
};

static int parse(struct wish *w, int argc, char **argv)
{
	const struct word words[] = {
		{ "bench", .text = &w->bench },
		{ "surface", .text = &w->surface },
		{ NULL },
	};

	*w = (struct wish){ .path = RESULTS_LATEST };
	return words_read(argc, argv, words, &w->help) || words_one_file(argc, argv, &w->path) ?
		       EXIT_USAGE :
		       0;
}

static const char *take_seccomp(const struct line *line, void *user)
{
	json_t **found = user;

	if (!*found && !strcmp(member_text_or_empty(line->object, "defence"), "seccomp"))
		*found = json_incref(line->object);
	return NULL;
}

/* The column `seccomp` of a file of `ordeal surface`: a new reference; NULL with a sentence in e.
 */
static json_t *read_surface(const char *path, struct err *e)
{
	json_t *found = NULL;

	if (!lines_read(path, take_seccomp, &found, e) && !found)
		err_set(e, 0, "%s: no column seccomp in it", path);
	if (!e->code)
		return found;
	json_decref(found);
	return NULL;
}

static int run(const struct home *home, int argc, char **argv)
{
	struct results results = { 0 };
	struct claims claims = { 0 };
	struct costs costs = { 0 };
	struct matrix m = { 0 };
	json_t *surface = NULL;
	struct err e = { 0 };
	struct wish w;
	int r = parse(&w, argc, argv);

	if (r || w.help) {
		fputs(help, r ? stderr : stdout);
		return r;
	}
	if (results_read(w.path, &results, &e) || matrix_build(&m, &results, &e) ||
	    claims_load(&claims, home->share, "threat-model", NULL, &e) ||
	    (w.bench && costs_read(w.bench, &costs, &e)) ||
	    (w.surface && !(surface = read_surface(w.surface, &e)))) {
		fprintf(stderr, "ordeal findings: %s\n", e.text);
		r = EXIT_USAGE;
	} else {
		struct sources s = { &m, &claims, w.bench ? &costs : NULL, surface };

		r = claims_compare(&claims, &m);
		if (!r)
			r = findings_write(&s, stdout);
		if (r)
			fprintf(stderr, "ordeal findings: %s\n", strerror(-r));
		r = r ? EXIT_UNMEASURED : 0;
	}
	json_decref(surface);
	costs_free(&costs);
	claims_free(&claims);
	matrix_free(&m);
	results_free(&results);
	return r;
}

const struct command cmd_findings = {
	"findings", "judge the paper's claims by what was measured", run
};
