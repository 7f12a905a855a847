// SPDX-License-Identifier: MIT
/*
 * main.c - `ordeal`: find home, dispatch to a command.
 */
#include <errno.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "harness/ordeal.h"
#include "lib/closest.h"

static const struct command *const commands[] = {
	&cmd_run,  &cmd_matrix, &cmd_explain, &cmd_replay, &cmd_gate, &cmd_expect,
	&cmd_diff, &cmd_merge, &cmd_compare, &cmd_report, &cmd_findings, &cmd_surface, &cmd_lattice,
	&cmd_list, &cmd_doctor, &cmd_show, &cmd_check, &cmd_new, &cmd_build, &cmd_probe,
	&cmd_profile, NULL,
};

static int usage(FILE *to)
{
	fputs("usage: ordeal COMMAND [OPTION]...\n\n"
	      "Puts a code-execution sandbox through ordeals: small bounded attacks, run in a\n"
	      "disposable instance, judged from outside.\n\n",
	      to);
	for (const struct command *const *c = commands; *c; c++)
		fprintf(to, "  %-10s %s\n", (*c)->name, (*c)->summary);
	fputs("\n`ordeal help COMMAND` tells more, `ordeal --version` which version this is.\n"
	      "Exit codes: 0 as expected, 1 worse than expected, 2 called wrongly, 3 could not measure or\n"
	      "write, 4 nothing selected, 5 better than recorded, 77 cannot run here.\n",
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

/* What the build wrote beside the program: the version, and the commit it was made from. */
static int print_version(const struct home *h)
{
	char path[PATH_MAX + 16], version[64] = "", commit[96] = "";
	FILE *file;

	snprintf(path, sizeof(path), "%s/version", h->share);
	file = fopen(path, "re");
	if (!file || fscanf(file, "%63s %95s", version, commit) < 1) {
		fprintf(stderr, "ordeal: %s: %s\n", path, file ? "no version in it" : strerror(errno));
		if (file)
			fclose(file);
		return EXIT_USAGE;
	}
	fclose(file);
	printf("ordeal %s%s%s%s\n", version, *commit ? " (" : "", commit, *commit ? ")" : "");
	return 0;
}

/* Whatever a command printed must have arrived: a full disk is no success. */
static int written(int code)
{
	bool told = code == EXIT_UNMEASURED && ferror(stdout);

	if (!fflush(stdout) && !ferror(stdout))
		return code;
	if (!told)
		fprintf(stderr, "ordeal: standard output: %s\n", strerror(errno ? errno : EIO));
	return code ? code : EXIT_UNMEASURED;
}

int main(int argc, char **argv)
{
	static char asked[] = "--help";
	static struct home home;
	static char called[64];
	struct closest near;
	int r;

	if (argc < 2)
		return usage(stderr);
	near = (struct closest){ .word = argv[1] };
	if (!strcmp(argv[1], "help") && argc > 2) { /* ordeal help COMMAND */
		argv[1] = argv[2];
		argv[2] = asked;
		argc = 3;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help"))
		return written(usage(stdout));
	r = find_home(&home);
	if (r) {
		fprintf(stderr, "ordeal: where am I? /proc/self/exe: %s\n", strerror(-r));
		return EXIT_CANNOT;
	}
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "version"))
		return written(print_version(&home));
	for (const struct command *const *c = commands; *c; c++) {
		closest_offer(&near, (*c)->name);
		if (strcmp((*c)->name, argv[1]))
			continue;
		/* What getopt(3) puts before its messages, and the words of the command line. */
		snprintf(called, sizeof(called), "ordeal %s", (*c)->name);
		argv[1] = called;
		return written((*c)->run(&home, argc - 1, argv + 1));
	}
	fprintf(stderr, "ordeal: there is no command \"%s\"", argv[1]);
	if (near.name)
		fprintf(stderr, " (did you mean %s?)", near.name);
	fputs("\n\n", stderr);
	return usage(stderr);
}
