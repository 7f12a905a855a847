// SPDX-License-Identifier: MIT
/*
 * fork-pipe-wait.c - the first exercise of a course on operating systems.
 *
 * A child answers through a pipe and the parent waits for it. A defence that denies processes
 * denies this: that may be its policy, and here is its price.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char answer[16] = "";
	int ends[2], status;
	pid_t child;

	(void)b;
	if (pipe(ends))
		return failed("pipe");
	child = fork();
	if (child < 0)
		return failed("fork");
	if (!child)
		_exit(write(ends[1], "from the child", 14) == 14 ? 7 : 1);
	close(ends[1]);
	if (read(ends[0], answer, sizeof(answer) - 1) < 0 || waitpid(child, &status, 0) != child)
		return failed("wait");
	printf("%s, %d\n", answer, WEXITSTATUS(status));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a child process answers",
	.means = "fork(2), pipe(2), wait(2)",
	.oracle = "done",
	.quick = true,
	.id = "C05",
	.expect = "from the child, 7\n",
	.run = run,
};
