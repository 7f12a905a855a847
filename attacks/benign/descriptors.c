// SPDX-License-Identifier: MIT
/*
 * descriptors.c - what a shell does before it starts anything.
 *
 * Pipes, copies of descriptors, flags on them, and all that is left over closed at once.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	int p[2], q[2], good = 0, copy;
	char byte = 0;

	(void)b;
	if (pipe(p) || pipe2(q, O_CLOEXEC))
		return failed("pipe");
	copy = dup(p[1]);
	good += copy > p[1];
	good += dup2(copy, 20) == 20;
	good += dup3(copy, 21, O_CLOEXEC) == 21 && fcntl(21, F_GETFD) == FD_CLOEXEC;
	good += fcntl(copy, F_DUPFD_CLOEXEC, 22) == 22;
	good += write(22, "x", 1) == 1 && read(p[0], &byte, 1) == 1 && byte == 'x';
	good += fcntl(p[0], F_SETFL, O_NONBLOCK) == 0 && (fcntl(p[0], F_GETFL) & O_NONBLOCK);
	good += read(p[0], &byte, 1) < 0;
	good += close_range(20, 22, 0) == 0 && fcntl(20, F_GETFD) < 0;
	printf("%d of 8\n", good);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "pipes are made, copied, marked and closed",
	.means = "pipe, dup, dup2, dup3, close_range; fcntl: F_DUPFD_CLOEXEC, F_SETFL",
	.oracle = "done",
	.expect = "8 of 8\n",
	.run = run,
};
