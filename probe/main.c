// SPDX-License-Identifier: MIT
/*
 * ordeal-probe - what does this place allow? By doing, each question in a child that is killed at a
 * deadline. JSON on stdout; on a terminal a table with the conclusion first.
 */
#include "probe/expect.h"
#include "probe/probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int started_by;
struct rlimit core_at_start;

static void help(void)
{
	puts("usage: ordeal-probe [--json | --table] [QUESTION]...\n"
	     "Find out what this place allows: which layers of a sandbox can be put on, and what "
	     "the\n"
	     "kernel answers. Nothing is changed, nothing is sent over a network.\n\n"
	     "  --json    one JSON object, also on a terminal\n"
	     "  --table   a table, also where stdout is no terminal\n"
	     "  --list    the questions\n"
	     "  --expect LIST  say only what is otherwise than in LIST: lines as "
	     "filters.load=EPERM\n"
	     "  QUESTION  ask those that begin like this only: filters, sockets.alg\n\n"
	     "Exit status: 0 it was asked and written; 1 --expect: something is otherwise; 2 "
	     "called\n"
	     "wrongly; 3 it could not be asked.");
}

static void list(void)
{
	for (int g = 0; groups[g]; g++)
		for (const struct question *q = groups[g]->question; q->name; q++) {
			char name[2 * NAME_SIZE];

			snprintf(name, sizeof(name), "%s.%s", groups[g]->name, q->name);
			printf("%-32s %s\n", name, q->what);
		}
}

/* What a question executes: this program again, as somebody who ends at once, or waits. */
static int serve(const char *word)
{
	char c;

	if (!strcmp(word, "--end"))
		return SELF_ENDED;
	if (write(STDOUT_FILENO, "r", 1) == 1) /* ready */
		while (read(STDIN_FILENO, &c, 1) > 0)
			;
	return 0;
}

static int expect(const char *list)
{
	const char **names = expect_questions(list);
	struct answers *all = names ? ask_all(names) : NULL;

	if (!all)
		return 3;
	return expect_compare(list, all) ? 1 : 0;
}

int main(int argc, char **argv)
{
	bool json = false, table = false;
	struct answers *all;
	int i = 1;

	if (argc == 2 && (!strcmp(argv[1], "--end") || !strcmp(argv[1], "--wait")))
		return serve(argv[1]);
	started_by = getppid();
	getrlimit(RLIMIT_CORE, &core_at_start);
	if (argc == 3 && !strcmp(argv[1], "--expect"))
		return expect(argv[2]);
	for (; i < argc && argv[i][0] == '-'; i++) {
		if (!strcmp(argv[i], "--json"))
			json = true;
		else if (!strcmp(argv[i], "--table"))
			table = true;
		else if (!strcmp(argv[i], "--list"))
			return list(), 0;
		else if (!strcmp(argv[i], "--version"))
			return puts("ordeal-probe " PROBE_VERSION), 0;
		else if (!strcmp(argv[i], "--help"))
			return help(), 0;
		else
			return fprintf(stderr, "ordeal-probe: %s: no such option\n", argv[i]), 2;
	}
	all = ask_all((const char *const *)argv + i);
	if (!all)
		return fputs("ordeal-probe: no memory to share\n", stderr), 3;
	if (table || (!json && isatty(STDOUT_FILENO))) {
		print_table(all);
		return fflush(stdout) || ferror(stdout) ? 3 : 0;
	}
	return print_json(STDOUT_FILENO, all) < 0 ? 3 : 0;
}
