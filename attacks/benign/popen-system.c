// SPDX-License-Identifier: MIT
/*
 * popen-system.c - a shell does the rest.
 *
 * Reads what a command prints, writes to one, asks for an exit code. A defence that denies
 * processes denies this: that may be its policy, and here is its price. One that lets fork pass but
 * filters execve, or leaves no /bin/sh, breaks it as well.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

static enum claim run(const struct brief *b)
{
	char line[32] = "";
	FILE *f;

	(void)b;
	f = popen("echo one; echo two", "r");
	if (!f)
		return failed("popen for reading");
	while (fgets(line, sizeof(line), f))
		printf("read %s", line);
	printf("status %d\n", WEXITSTATUS(pclose(f)));
	fflush(stdout); /* the child writes to the same descriptor */
	f = popen("tr a-z A-Z", "w");
	if (!f)
		return failed("popen for writing");
	fputs("louder\n", f);
	if (pclose(f))
		return failed("pclose");
	printf("system %d\n", WEXITSTATUS(system("exit 3")));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "commands are called from C",
	.means = "popen(3) both ways, system(3)",
	.oracle = "done",
	.quick = true,
	.id = "C06",
	.expect = "read one\nread two\nstatus 0\nLOUDER\nsystem 3\n",
	.run = run,
};
