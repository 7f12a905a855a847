// SPDX-License-Identifier: MIT
/*
 * cmd_expect.c - ordeal expect: record what is accepted, and show it.
 */
#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/commands/words.h"
#include "harness/results/about.h"
#include "harness/ordeal.h"
#include "harness/reports/report.h"
#include "harness/results/update.h"
#include "lib/strf.h"

static const char help[] =
	"usage: ordeal expect update [FILE] [--expected DIR] [--why TEXT] [--prune]\n"
	"       ordeal expect show [DEFENCE] [--expected DIR] [--profile NAME]\n\n"
	"update makes a results file (default: " RESULTS_LATEST ") what is expected from now on: it\n"
	"rewrites DIR/<profile>/<defence>.tsv (default: " EXPECTED_DIR ") and prints the lines that\n"
	"went (-) and came (+). Unchanged lines stay as they are; one whose verdict changed keeps\n"
	"its until and its why. Review the change, and say why in the last field.\n\n"
	"      --why TEXT      the reason of new lines (default: that of the cell)\n"
	"      --prune         drop lines of attacks that are not in FILE\n\n"
	"show prints all lines, or those of the columns like DEFENCE.\n\n"
	"Exit codes: 0 done, 2 called wrongly or a file is broken, 3 broken or flaky cells were\n"
	"left as they were, or FILE is incomplete, 4 there is nothing to show.\n";

struct wish {
	const char *dir, *profile, *why;
	bool prune, help;
};

static int parse(struct wish *w, int argc, char **argv)
{
	const struct word words[] = {
		{ "expected", .text = &w->dir },
		{ "profile", .text = &w->profile },
		{ "why", .text = &w->why },
		{ "prune", .flag = &w->prune },
		{ NULL },
	};

	*w = (struct wish){ .dir = EXPECTED_DIR, .profile = "host" };
	return words_read(argc, argv, words, &w->help);
}

static void print_line(char sign, const char *defence, const struct expectation *l, void *user)
{
	char verdict[32];

	(void)user;
	printf("%c %s\t%s\t%s\t%s\t%s\t%s\n", sign, defence, l->attack,
	       expectation_text(l, verdict, sizeof(verdict)), l->since, l->until, l->why);
}

static void print_command(char sign, const char *defence, const char *command, void *user)
{
	(void)user;
	printf("%c %s\tcommand\t%s\n", sign, defence, command);
}

static int refuse(const char *why)
{
	fprintf(stderr, "ordeal expect: %s\n", why);
	return EXIT_USAGE;
}

static int update(const struct wish *w, const char *path)
{
	struct results results = { 0 };
	struct update u = { .results = &results, .dir = w->dir, .why = w->why,
			    .prune = w->prune, .say = print_line,
			    .say_command = print_command };
	struct err e = { 0 };
	const char *doubt;
	int r = 0;

	if (w->why && w->why[strcspn(w->why, "\t\r\n")])
		return refuse("--why is one line without a tab");
	if (results_read(path, &results, &e))
		return refuse(e.text);
	doubt = report_doubt(&results);
	if (doubt) {
		fprintf(stderr, "ordeal expect: %s: %s: nothing is recorded\n", path, doubt);
		r = EXIT_UNMEASURED;
	} else if (update_run(&u, &e)) {
		r = refuse(e.text);
	} else {
		printf("%s/%s: %zu cell%s otherwise than recorded\n", w->dir,
		       about_of(&results).profile, u.changed, plural(u.changed));
		if (u.kept)
			fprintf(stderr,
				"ordeal expect: not recorded, since broken or flaky: %zu cell%s\n",
				u.kept, plural(u.kept));
		r = u.kept ? EXIT_UNMEASURED : 0;
	}
	results_free(&results);
	return r;
}

static int show_column(const struct wish *w, const char *defence, struct err *e)
{
	struct expected x;
	int code = expected_read(&x, w->dir, w->profile, defence, e);

	if (!code && x.command)
		print_command(' ', defence, x.command, NULL);
	for (size_t i = 0; !code && i < x.count; i++)
		print_line(' ', defence, &x.lines[i], NULL);
	expected_free(&x);
	return code;
}

static int show(const struct wish *w, const char *pattern)
{
	char *all = strf("%s/%s/*.tsv", w->dir, w->profile);
	struct err e = { 0 };
	glob_t found = { 0 };
	size_t shown = 0;
	int code = all ? 0 : -ENOMEM;

	if (all)
		glob(all, 0, NULL, &found);
	for (size_t i = 0; i < found.gl_pathc && !code; i++) {
		char *name = basename(found.gl_pathv[i]);

		name[strlen(name) - strlen(".tsv")] = '\0';
		if (fnmatch(pattern, name, 0))
			continue;
		code = show_column(w, name, &e);
		shown++;
	}
	if (!shown && !code)
		fprintf(stderr, "ordeal expect: no such expectations: %s, column %s\n", all,
			pattern);
	globfree(&found);
	free(all);
	if (code)
		return refuse(e.text);
	return shown ? 0 : EXIT_NOTHING;
}

static int run(const struct home *home, int argc, char **argv)
{
	struct wish w;
	const char *verb, *what;
	int r = parse(&w, argc, argv);

	(void)home;
	if (r)
		return r;
	if (w.help) {
		fputs(help, stdout);
		return 0;
	}
	verb = optind < argc ? argv[optind++] : "";
	what = optind < argc ? argv[optind++] : NULL;
	if (optind < argc || (strcmp(verb, "update") && strcmp(verb, "show"))) {
		fputs(help, stderr);
		return EXIT_USAGE;
	}
	return !strcmp(verb, "show") ? show(&w, what ? what : "*") :
				       update(&w, what ? what : RESULTS_LATEST);
}

const struct command cmd_expect = { "expect", "record what is accepted, and show it", run };
