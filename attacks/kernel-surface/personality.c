// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: personality(2): every readable page can be executed and addresses are not random any more,
 *        in this process and in all that it starts. Two protections gone without privilege.
 */
#include "attacks/attack.h"

#include <sys/personality.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (personality(READ_IMPLIES_EXEC | ADDR_NO_RANDOMIZE) < 0)
		return denied("personality");
	return hold();
}

const struct attack attack = {
	.effect = "the student's process has switched protections of its memory off",
	.means = "personality(READ_IMPLIES_EXEC | ADDR_NO_RANDOMIZE)",
	.oracle = "reach:personality",
	.id = "KERN-09",
	.attack_id = "T1068, CWE-693",
	.remedy = "personality(2) for asking only: its argument must be 0xffffffff",
	.refs = (const char *const[]){ "personality(2)", NULL },
	.run = run,
};
