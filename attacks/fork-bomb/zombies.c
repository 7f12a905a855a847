// SPDX-License-Identifier: MIT
/*
 * zombies.c - a bomb of processes that have already ended.
 *
 * Goal: fill the task budget.
 * Means: a child that has exited and was not waited for keeps its pid, and counts for
 * RLIMIT_NPROC and for the pids cgroup. Whoever counts running or sleeping processes, or CPU, or
 * memory, sees one idle program.
 */
#include "attacks/attack.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define TASKS 220

static enum claim run(const struct brief *b)
{
	enum claim claim;

	signal(SIGCHLD, SIG_DFL); /* where it is ignored, the kernel buries the dead itself */
	attempting(b);
	for (int i = 0; i < TASKS; i++) {
		pid_t child = fork();

		if (!child)
			_exit(0);
		if (child > 0)
			continue;
		claim = denied("fork");
		while (wait(NULL) > 0)
			;
		return claim;
	}
	return hold();
}

const struct attack attack = {
	.effect = "more processes than the budget, all of them dead",
	.means = "children that exit and are never waited for",
	.oracle = "census",
	.id = "FORK-11",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "deny the making of processes; RLIMIT_NPROC, which counts zombies too",
	.run = run,
};
