// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a supervisor that knows a file by its whole name.
 * Means: chdir(2), which opens nothing and is seldom watched, then "evaluator.py". Who takes a
 *        relative name for one of the student's own folder says yes; and who asks /proc/PID/cwd,
 *        asks before the call, so that a second thread could still move us.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (chdir(FOLDER))
		return denied("chdir");
	return loot_evaluator(open(FILE_NAME, O_RDONLY | O_CLOEXEC)) ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "chdir(2) to its folder, then a name that says nothing",
	.oracle = "secret:task",
	.id = "UNS-05",
	.attack_id = "T1562.001, CWE-22",
	.remedy = "resolve a relative name from the caller's own folder; Landlock below",
	.refs = (const char *const[]){ "chdir(2)", NULL },
	.run = run,
};
