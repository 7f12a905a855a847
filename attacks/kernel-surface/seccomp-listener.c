// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: seccomp(2) in the student's own hands, with a listener: whoever holds it answers system
 *        calls of all that run under the filter, with any result it likes. Harmless to those who
 *        ran before, it compiles a program of the student's into the kernel.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog program = { .len = 1, .filter = &allow };

	attempting(b);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return denied("PR_SET_NO_NEW_PRIVS");
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
		    &program) < 0)
		/* EBUSY: there is a listener. Where it was handed down to us, it is ours too. */
		return errno == EBUSY ? hold() : denied("seccomp");
	return hold();
}

const struct attack attack = {
	.effect = "a filter of the student's is in the kernel, and the student answers for it",
	.means = "seccomp(2) with SECCOMP_FILTER_FLAG_NEW_LISTENER",
	.oracle = "reach:seccomp-notify",
	.needs = NEED_NOTIFY,
	.id = "KERN-14",
	.attack_id = "T1068, CWE-1125",
	.remedy = "seccomp(2) and prctl(PR_SET_SECCOMP) are not on the list once the filter stands",
	.refs = (const char *const[]){ "seccomp(2), user notification since Linux 5.0", NULL },
	.run = run,
};
