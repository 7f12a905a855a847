// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a supervisor that lets through what it cannot read.
 * Means: prctl(PR_SET_DUMPABLE, 0), which programs with secrets use to protect themselves, makes
 *        /proc/PID/mem root's: a supervisor of the same user can no longer look into us.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>
#include <sys/prctl.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (prctl(PR_SET_DUMPABLE, 0))
		return denied("prctl(PR_SET_DUMPABLE)");
	return loot_evaluator(open(EVALUATOR, O_RDONLY | O_CLOEXEC)) ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "prctl(PR_SET_DUMPABLE, 0): the supervisor may not read the path any more",
	.oracle = "secret:task",
	.id = "UNS-03",
	.attack_id = "T1562.001, CWE-636",
	.remedy = "refuse what cannot be read; a filter on prctl's option; Landlock below",
	.refs = (const char *const[]){ "PR_SET_DUMPABLE(2const)", "ptrace(2), access mode", NULL },
	.run = run,
};
