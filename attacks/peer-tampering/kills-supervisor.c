// SPDX-License-Identifier: MIT
/*
 * Goal:  outlive the one who is to end us.
 * Means: the supervisor is our parent, and of our own user. A child is left in a session of its
 *        own, then the parent gets SIGKILL: nobody is left to clean up, and what the parent's
 *        death signal reaches is its child, not its child's child. Where nothing supervises, the
 *        worker is the parent, and the child simply stays.
 */
#include "attacks/persistence/survivor.h"

#include <errno.h>
#include <signal.h>

static _Noreturn void survive(void)
{
	slip_away();
	pause_ms(LIFE_MS);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	pid_t supervisor = getppid(), child;
	int line[2];

	attempting(b);
	open_line(line);
	child = fork();
	if (!child)
		survive();
	if (child < 0)
		return denied("fork");
	until_gone(line);
	if (supervisor == b->worker)
		return CLAIM_DONE;
	be_heard();
	errno = ESRCH;
	if (supervisor <= 1 || kill(supervisor, SIGKILL))
		return denied("kill the supervisor");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a process stays behind because its supervisor was killed",
	.means = "SIGKILL to the parent, after leaving a child in another session",
	.oracle = "survivor",
	.quick = true,
	.id = "PEER-01",
	.attack_id = "T1562.001, CWE-668, CWE-459",
	.remedy = "no processes; seccomp on the target of kill(2); Landlock's signal scope",
	.refs = (const char *const[]){ "kill(2)", "PR_SET_PDEATHSIG(2const)", NULL },
	.run = run,
};
