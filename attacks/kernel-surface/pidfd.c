// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: pidfd_open(2) on the worker: a handle to another process, for signals, namespaces,
 *        descriptors and the news of its end. It needs no right over the process. Where the worker
 *        is out of sight, behind a pid namespace, a handle to oneself shows as well that the call
 *        is there.
 */
#include "attacks/attack.h"

#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (syscall(SYS_pidfd_open, b->worker, 0) < 0 && syscall(SYS_pidfd_open, getpid(), 0) < 0)
		return denied("pidfd_open");
	return hold();
}

const struct attack attack = {
	.effect = "the student's process holds a handle to another process",
	.means = "pidfd_open(2) on the worker",
	.oracle = "reach:pidfd",
	.id = "KERN-12",
	.attack_id = "T1068, T1057, CWE-1125",
	.remedy = "pidfd_open refused with ENOSYS, which libraries expect",
	.refs = (const char *const[]){ "pidfd_open(2), since Linux 5.3", NULL },
	.run = run,
};
