// SPDX-License-Identifier: MIT
/*
 * Goal:  every other process of the user goes to the end of the queue.
 * Means: setpriority(2) with PRIO_USER: whoever has this uid, the worker and students to come. The
 *        number is 0, the caller's own, as in honest calls: who looks at it alone lets it pass.
 *        And nobody but root gets a better place again.
 */
#include "attacks/peer-tampering/target.h"

#include <sys/resource.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (setpriority(PRIO_USER, 0, 19))
		return denied("setpriority PRIO_USER");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "all processes of the user get the least of the processor's time",
	.means = "setpriority(2), PRIO_USER, nice 19",
	.oracle = "settings",
	.id = "PEER-12",
	.attack_id = "T1499, CWE-668",
	.remedy = "seccomp: an allow list without it; a user of one's own; a pid namespace",
	.refs = (const char *const[]){ "setpriority(2)", NULL },
	.run = run,
};
