// SPDX-License-Identifier: MIT
/*
 * many-children.c - a memory bomb in parts, each of them modest.
 *
 * Goal: more memory than the budget.
 * Means: resource limits are per process. Five children of 76 MiB each stay below a limit of
 * 128 MiB, and take 380 MiB together.
 */
#include "attacks/attack.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define CHILDREN 5
#define BYTES	 (76UL << 20)
#define PAGE	 4096

/* Take the memory, say so, and keep it. */
static _Noreturn void grow(int full)
{
	volatile char *block = malloc(BYTES); /* volatile: a compiler drops writes nobody reads */

	for (size_t at = 0; block && at < BYTES; at += PAGE)
		block[at] = 'x';
	_exit(write(full, "f", 1) == 1 && sleep(5));
}

static enum claim run(const struct brief *b)
{
	pid_t child[CHILDREN];
	enum claim claim;
	int full[2];
	char byte;

	if (pipe(full))
		return failed("pipe");
	attempting(b);
	for (int i = 0; i < CHILDREN; i++) {
		child[i] = fork();
		if (!child[i])
			grow(full[1]);
		if (child[i] > 0)
			continue;
		claim = denied("fork");
		while (i-- > 0)
			kill(child[i], SIGKILL);
		return claim;
	}
	close(full[1]);
	for (int i = 0; i < CHILDREN && read(full[0], &byte, 1) == 1; i++)
		; /* the last to be full makes the peak */
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget, five processes together",
	.means = "children that each stay below RLIMIT_AS",
	.oracle = "usage:memory",
	.quick = true,
	.id = "MEM-06",
	.attack_id = "T1499.001,CWE-770",
	.remedy = "deny the making of processes; a watch on the sum of RSS; a memory cgroup",
	.run = run,
};
