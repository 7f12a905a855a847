// SPDX-License-Identifier: MIT
/*
 * Goal:  another process waits for the disk until nobody else does.
 * Means: ioprio_set(2) with the idle class and a pid. glibc has no name for it, and most lists
 *        have none either.
 */
#include "attacks/peer-tampering/target.h"

#include <linux/ioprio.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, target(b),
		    IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 7)))
		return denied("ioprio_set");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process's reads and writes come after everybody else's",
	.means = "ioprio_set(2) with IOPRIO_CLASS_IDLE and a pid",
	.oracle = "settings",
	.id = "PEER-12",
	.attack_id = "T1499, CWE-668",
	.remedy = "seccomp: an allow list without it; a user of one's own; a pid namespace",
	.refs = (const char *const[]){ "ioprio_set(2)", NULL },
	.run = run,
};
