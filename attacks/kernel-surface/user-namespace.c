// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: unshare(CLONE_NEWUSER), the door behind which all the others are: whoever has a user
 *        namespace has every capability in it, and with them mounts, packet sockets and netfilter,
 *        code that was written for root to call.
 */
#include "attacks/attack.h"

#include <sched.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	return unshare(CLONE_NEWUSER) ? denied("unshare") : hold();
}

const struct attack attack = {
	.effect = "the student's process has every capability in a namespace of its own",
	.means = "unshare(CLONE_NEWUSER)",
	.oracle = "reach:userns",
	.needs = NEED_USERNS,
	.quick = true,
	.id = "KERN-02",
	.attack_id = "T1068, T1611, CWE-1125, CWE-250",
	.remedy = "an allow list of system calls; user.max_user_namespaces = 0",
	.refs = (const char *const[]){ "unshare(2)", "user_namespaces(7)", NULL },
	.run = run,
};
