// SPDX-License-Identifier: MIT
/*
 * Goal:  privilege.
 * Means: to ask for it, by setresuid(2). The kernel's ordinary permission refuses, without any
 *        sandbox: this one is expected to be inert, and no defence may take credit for it.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	int mark;

	attempting(b);
	if (setresuid(0, 0, 0))
		return denied("setresuid");
	mark = open("/opt/mark/setresuid", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	return mark < 0 ? denied("/opt/mark") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the student's process becomes root",
	.means = "setresuid(0, 0, 0), which ordinary permissions refuse: expected to be inert",
	.oracle = "creds",
	.needs = NEED_IDS,
	.id = "SUID-06",
	.attack_id = "T1548, CWE-269",
	.remedy = "nothing is needed: the kernel refuses",
	.refs = (const char *const[]){ "setresuid(2)", NULL },
	.run = run,
};
