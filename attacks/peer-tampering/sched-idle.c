// SPDX-License-Identifier: MIT
/*
 * Goal:  another process runs when nobody else wants to.
 * Means: sched_setattr(2) with SCHED_IDLE and a pid. It is younger than sched_setscheduler(2), and
 *        what it sets lies behind a pointer.
 */
#include "attacks/peer-tampering/target.h"

#include <linux/sched.h>
#include <linux/sched/types.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	struct sched_attr idle = { .size = sizeof(idle), .sched_policy = SCHED_IDLE };

	attempting(b);
	if (syscall(SYS_sched_setattr, target(b), &idle, 0))
		return denied("sched_setattr");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process runs only where no other wants to",
	.means = "sched_setattr(2) with SCHED_IDLE and a pid",
	.oracle = "settings",
	.id = "PEER-12",
	.attack_id = "T1499, CWE-668",
	.remedy = "seccomp: an allow list without it; a user of one's own; a pid namespace",
	.refs = (const char *const[]){ "sched_setattr(2)", "sched(7)", NULL },
	.run = run,
};
