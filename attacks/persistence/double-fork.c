// SPDX-License-Identifier: MIT
/*
 * Goal:  be there when the turn is over.
 * Means: what every daemon does: fork(2), setsid(2), fork(2) again. The process group that is
 *        killed at the end is another one, and the parent is init.
 */
#include "attacks/persistence/survivor.h"

#include <sys/wait.h>

static enum claim run(const struct brief *b)
{
	pid_t child;

	attempting(b);
	child = fork();
	if (child < 0)
		return denied("fork");
	if (child)
		return waitpid(child, NULL, 0) == child ? CLAIM_DONE : denied("waitpid");
	slip_away();
	if (fork() == 0)
		pause_ms(LIFE_MS);
	_exit(0);
}

const struct attack attack = {
	.effect = "a process of the student runs on after its turn",
	.means = "fork(2), setsid(2), fork(2)",
	.oracle = "survivor",
	.quick = true,
	.id = "PERS-01",
	.attack_id = "T1543, CWE-459",
	.remedy = "a child subreaper, or a cgroup, that ends all of a run; no processes",
	.refs = (const char *const[]){ "daemon(7)", "PR_SET_CHILD_SUBREAPER(2const)", NULL },
	.run = run,
};
