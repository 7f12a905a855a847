// SPDX-License-Identifier: MIT
/*
 * exec-by-descriptor.c - a program is looked at, and then that one is run and no other.
 *
 * fexecve(3): execveat(2) where there is one, /proc/self/fd where there is not. What was checked is
 * what is started, whatever has become of its name.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char *const argv[] = { "echo", "the same program", NULL };
	int fd = open("/bin/echo", O_RDONLY | O_CLOEXEC);

	(void)b;
	if (fd < 0)
		return failed("open");
	fflush(stdout);
	fexecve(fd, argv, environ);
	return denied("fexecve");
}

const struct attack attack = {
	.effect = "a program that was opened is run",
	.means = "fexecve(3)",
	.oracle = "done",
	.expect = "the same program\n",
	.run = run,
};
