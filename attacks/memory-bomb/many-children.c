// SPDX-License-Identifier: MIT
/*
 * Goal:  more memory than the budget.
 * Means: resource limits are per process, and five children have five of them.
 */
#include "attacks/memory-bomb/children.h"

#include <signal.h>

static enum claim run(const struct brief *b)
{
	pid_t child[CHILDREN];
	enum claim claim;
	int full[2];

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
	return hold_children(full);
}

const struct attack attack = {
	.effect = "more memory than the budget, five processes together",
	.means = "children that each stay below RLIMIT_AS",
	.oracle = "usage:memory",
	.quick = true,
	.id = "MEM-06",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "deny the making of processes; a watch on the sum of RSS; a memory cgroup",
	.run = run,
};
