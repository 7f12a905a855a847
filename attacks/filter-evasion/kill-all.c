// SPDX-License-Identifier: MIT
/*
 * Goal:  everybody else of this user gets a signal: the worker, the supervisor, other students.
 * Means: kill(-1, SIGUSR1), as libc makes it. A pid is an int, so the register holds
 *        0x00000000ffffffff; a rule that compares all 64 bits with -1, 0xffffffffffffffff, never
 *        matches what programs do.
 */
#include "attacks/attack.h"

#include <signal.h>

static enum claim run(const struct brief *b)
{
	signal(SIGUSR1, SIG_IGN);
	attempting(b);
	if (kill(-1, SIGUSR1))
		return denied("kill(-1)");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "every process of the user is signalled, and dies unless it cares",
	.means = "plain kill(-1): a rule compares 64 bits with -1, the register holds 32",
	.oracle = "bystander",
	.quick = true,
	.id = "SCF-03",
	.attack_id = "T1489, CWE-681",
	.remedy = "seccomp rules that mask to 32 bits; Landlock's signal scope; a pid namespace",
	.refs = (const char *const[]){ "kill(2)", "landlock(7), Scope flags", NULL },
	.run = run,
};
