// SPDX-License-Identifier: MIT
/*
 * spawn-from-large.c - a program that holds much starts small ones.
 *
 * Until it calls exec, the child of posix_spawn(3), as that of vfork(2) and of most languages' ways to
 * start a program, has its parent's address space: both say that they hold 150 MiB, and hold them
 * together. Who adds up what each process says ends an honest program by chance.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { MIB = 150, TIMES = 20 };

static enum claim run(const struct brief *b)
{
	char *const argv[] = { "true", NULL }, *const envp[] = { "PATH=/usr/bin:/bin", NULL };
	char *much = malloc((size_t)MIB << 20);
	int status, well = 0;
	pid_t child;

	(void)b;
	if (!much)
		return failed("malloc");
	memset(much, 1, (size_t)MIB << 20);
	for (int i = 0; i < TIMES; i++) {
		errno = posix_spawn(&child, "/bin/true", NULL, NULL, argv, envp);
		if (errno)
			return failed("posix_spawn");
		if (waitpid(child, &status, 0) == child && status == 0)
			well++;
	}
	printf("%d started, %d MiB held\n", well, much[MIB] * MIB);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a program is started, again and again",
	.means = "posix_spawn(3) from a process that holds 150 MiB",
	.oracle = "done",
	.expect = "20 started, 150 MiB held\n",
	.run = run,
};
