// SPDX-License-Identifier: MIT
/*
 * Goal:  another process stands still, and nobody hears of a death.
 * Means: kill(2) with SIGSTOP. It cannot be caught or ignored. Whoever watches for exits sees none;
 *        the invocation lasts until the platform's own clock ends it.
 */
#include "attacks/peer-tampering/target.h"

#include <signal.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (kill(target(b), SIGSTOP))
		return denied("kill SIGSTOP");
	hold();
	kill(target(b), SIGCONT);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "another process of the user is stopped, and does not die of it",
	.means = "kill(2) with SIGSTOP",
	.oracle = "bystander",
	.id = "PEER-02",
	.attack_id = "T1489, CWE-668",
	.remedy = "seccomp on the target of kill(2); Landlock's signal scope; a pid namespace",
	.refs = (const char *const[]){ "kill(2)", "signal(7)", "landlock(7), Scope flags", NULL },
	.run = run,
};
