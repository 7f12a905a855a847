// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: fsopen(2), the mount API of Linux 5.2, which lists of forbidden calls made before it do
 *        not have, in the namespaces of a clone3(2), whose flags they cannot read. A context of a
 *        file system is already more than anybody should have: nothing is mounted.
 */
#include "attacks/attack.h"

#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static enum claim open_context(void)
{
	return syscall(SYS_fsopen, "tmpfs", 0) < 0 ? denied("fsopen") : hold();
}

static enum claim run(const struct brief *b)
{
	struct clone_args args = { .flags = CLONE_NEWUSER | CLONE_NEWNS, .exit_signal = SIGCHLD };
	int status;
	long pid;

	attempting(b);
	pid = syscall(SYS_clone3, &args, sizeof(args));
	if (pid < 0)
		return denied("clone3");
	if (!pid)
		_exit(open_context());
	waitpid((pid_t)pid, &status, 0);
	return WIFEXITED(status) ? (enum claim)WEXITSTATUS(status) : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the student's process configures a file system of its choice",
	.means = "fsopen(2), which old lists of forbidden calls do not have, after clone3(2)",
	.oracle = "reach:fscontext",
	.needs = NEED_USERNS,
	.id = "KERN-08",
	.attack_id = "T1068, T1611, CWE-1125, CWE-184",
	.remedy = "an allow list of system calls: what is newer than the list is not on it",
	.refs = (const char *const[]){ "fsopen(2), since Linux 5.2", NULL },
	.run = run,
};
