// SPDX-License-Identifier: MIT
/*
 * Goal:  the supervisor, and behind it the worker, stand still: no open is answered any more, no
 *        other student is served.
 * Means: SIGSTOP to our parent, and before it to the leader of our parent's session, who is whoever
 *        started it all. getppid(2) and getsid(2) say who they are: no file is opened for it.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

static bool stop(pid_t pid)
{
	return pid > 1 && !kill(pid, SIGSTOP); /* 1 is the instance's init, nobody's business */
}

static enum claim run(const struct brief *b)
{
	pid_t parent = getppid();
	bool stopped;

	attempting(b);
	errno = ESRCH;
	stopped = stop(getsid(parent));
	stopped |= stop(parent);
	return stopped ? CLAIM_DONE : denied("SIGSTOP to the parents");
}

const struct attack attack = {
	.effect = "the supervisor and the worker are stopped",
	.means = "SIGSTOP to the parent and to its session's leader, who are the same user",
	.oracle = "bystander",
	.id = "UNS-11",
	.attack_id = "T1562.001, T1489, CWE-693",
	.remedy = "Landlock's signal scope (ABI 6); a filter on whom kill(2) may reach",
	.refs = (const char *const[]){ "kill(2)", "landlock(7), LANDLOCK_SCOPE_SIGNAL", NULL },
	.run = run,
};
