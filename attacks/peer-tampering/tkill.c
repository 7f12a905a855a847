// SPDX-License-Identifier: MIT
/*
 * Goal:  another process gets a signal, although kill(2) is denied.
 * Means: tkill(2), which names a thread: a process's first thread has the process's number. It has
 *        been obsolete since 2003, and musl's raise(3) still needs it, so lists tend to allow it.
 */
#include "attacks/peer-tampering/target.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (syscall(SYS_tkill, target(b), SIGUSR1))
		return denied("tkill");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process of the user is signalled although kill(2) is denied",
	.means = "tkill(2), by the number of its first thread",
	.oracle = "bystander",
	.id = "PEER-04",
	.attack_id = "T1489, CWE-184",
	.remedy = "seccomp on the targets of kill, tkill and tgkill alike; Landlock's signal scope",
	.refs = (const char *const[]){ "tkill(2)", NULL },
	.run = run,
};
