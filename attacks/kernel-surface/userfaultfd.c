// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: userfaultfd(2). Whoever answers page faults decides how long the kernel waits in the
 *        middle of a copy: that turns races which nobody wins into races which nobody loses. User
 *        faults only, which is what vm.unprivileged_userfaultfd = 0 leaves to everybody.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	return syscall(SYS_userfaultfd, O_CLOEXEC | UFFD_USER_MODE_ONLY) < 0 ? denied("userfaultfd")
									     : hold();
}

const struct attack attack = {
	.effect = "the student's process answers page faults",
	.means = "userfaultfd(2), for faults of user mode",
	.oracle = "reach:userfaultfd",
	.id = "KERN-05",
	.attack_id = "T1068, CWE-1125",
	.remedy = "an allow list of system calls",
	.refs = (const char *const[]){ "userfaultfd(2), UFFD_USER_MODE_ONLY since Linux 5.11",
				       NULL },
	.run = run,
};
