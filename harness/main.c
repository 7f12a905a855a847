// SPDX-License-Identifier: MIT
/*
 * main.c - `ordeal`: find home, dispatch to a command.
 */
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "harness/ordeal.h"

static const struct command *const commands[] = {
	&cmd_run,  &cmd_matrix, &cmd_explain, &cmd_replay, &cmd_gate, &cmd_expect,
	&cmd_diff, &cmd_report, &cmd_findings, &cmd_surface, &cmd_list,  &cmd_show, &cmd_check, NULL,
};

static int usage(FILE *to)
{
	fputs("usage: ordeal COMMAND [OPTION]...\n\n"
	      "Puts a code-execution sandbox through ordeals: small bounded attacks, run in a\n"
	      "disposable instance, judged from outside.\n\n",
	      to);
	for (const struct command *const *c = commands; *c; c++)
		fprintf(to, "  %-10s %s\n", (*c)->name, (*c)->summary);
	fputs("\n`ordeal COMMAND --help` tells more. Exit codes: 0 as expected, 1 worse than expected,\n"
	      "2 called wrongly, 3 could not measure, 4 nothing selected, 5 better than recorded,\n"
	      "77 cannot run here.\n",
	      to);
	return to == stdout ? 0 : EXIT_USAGE;
}

/* Data lies beside the program, in the build tree and installed alike. */
static int find_home(struct home *h)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	const char *dir;

	if (n < 0)
		return -errno;
	exe[n] = '\0';
	dir = dirname(exe);
	if (snprintf(h->box, sizeof(h->box), "%s/box", dir) >= (int)sizeof(h->box) ||
	    snprintf(h->share, sizeof(h->share), "%s/share", dir) >= (int)sizeof(h->share))
		return -ENAMETOOLONG;
	return 0;
}

int main(int argc, char **argv)
{
	static struct home home;
	static char called[64];
	int r;

	if (argc < 2)
		return usage(stderr);
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help"))
		return usage(stdout);
	r = find_home(&home);
	if (r) {
		fprintf(stderr, "ordeal: where am I? /proc/self/exe: %s\n", strerror(-r));
		return EXIT_CANNOT;
	}
	for (const struct command *const *c = commands; *c; c++) {
		if (strcmp((*c)->name, argv[1]))
			continue;
		/* What getopt(3) puts before its messages, and the words of the command line. */
		snprintf(called, sizeof(called), "ordeal %s", (*c)->name);
		argv[1] = called;
		return (*c)->run(&home, argc - 1, argv + 1);
	}
	fprintf(stderr, "ordeal: there is no command \"%s\"\n", argv[1]);
	return usage(stderr);
}
