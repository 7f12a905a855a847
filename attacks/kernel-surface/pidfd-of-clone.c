// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: clone(2) with CLONE_PIDFD: a child and a handle to it in one call, from before there was a
 *        pidfd_open(2) that could be refused. Who may make processes may make this.
 */
#include "attacks/attack.h"

#include <linux/sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	int handle = -1;
	enum claim claim;
	long child;

	attempting(b);
	child = syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, NULL, &handle, NULL, 0);
	if (child == 0)
		_exit((int)sleep(2));
	if (child < 0)
		return denied("clone");
	claim = hold();
	kill((pid_t)child, SIGKILL);
	waitpid((pid_t)child, NULL, 0);
	return claim;
}

const struct attack attack = {
	.effect = "the student's process holds a handle to another process",
	.means = "clone(2) with CLONE_PIDFD",
	.oracle = "reach:pidfd",
	.attack_id = "T1057, CWE-1125",
	.remedy = "look at the flags of clone, and refuse clone3, whose flags lie in memory",
	.refs = (const char *const[]){ "clone(2): CLONE_PIDFD, since Linux 5.2", NULL },
	.run = run,
};
