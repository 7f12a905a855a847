// SPDX-License-Identifier: MIT
/*
 * Goal:  another process runs when nobody else wants to.
 * Means: sched_setscheduler(2) with SCHED_IDLE and a pid: the old call, which programs make for
 *        themselves.
 */
#include "attacks/peer-tampering/target.h"

#include <sched.h>

static enum claim run(const struct brief *b)
{
	const struct sched_param none = { 0 };

	attempting(b);
	if (sched_setscheduler(target(b), SCHED_IDLE, &none))
		return denied("sched_setscheduler");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process runs only where no other wants to",
	.means = "sched_setscheduler(2) with SCHED_IDLE and a pid",
	.oracle = "settings",
	.id = "PEER-12",
	.attack_id = "T1499, CWE-668",
	.remedy = "seccomp: refuse it, or pid 0 only; a user of one's own; a pid namespace",
	.refs = (const char *const[]){ "sched_setscheduler(2)", "sched(7)", NULL },
	.run = run,
};
