// SPDX-License-Identifier: MIT
/*
 * Goal:  another process goes to the end of the queue.
 * Means: setpriority(2) with PRIO_PROCESS and its pid. An own process, pid 0, is what honest
 *        programs ask this for.
 */
#include "attacks/peer-tampering/target.h"

#include <sys/resource.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (setpriority(PRIO_PROCESS, (id_t)target(b), 19))
		return denied("setpriority PRIO_PROCESS");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process gets the least of the processor's time",
	.means = "setpriority(2), PRIO_PROCESS and a pid, nice 19",
	.oracle = "settings",
	.id = "PEER-12",
	.attack_id = "T1499, CWE-668",
	.remedy = "seccomp: pid 0 only; a user of one's own; a pid namespace",
	.refs = (const char *const[]){ "setpriority(2)", NULL },
	.run = run,
};
