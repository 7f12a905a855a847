// SPDX-License-Identifier: MIT
/*
 * Goal:  be there when the turn is over.
 * Means: the turn is over when the supervisor has ended. It is our parent, and of our own user: it
 *        gets SIGKILL, and the program itself goes on, without leaving anybody behind. Where
 *        nobody supervises, a child goes on.
 */
#include "attacks/persistence/survivor.h"

#include <errno.h>
#include <signal.h>

static enum claim run(const struct brief *b)
{
	pid_t supervisor = getppid(), child = 0;
	int line[2];

	attempting(b);
	open_line(line);
	if (supervisor == b->worker) {
		child = fork();
	} else {
		be_heard();
		errno = ESRCH;
		if (supervisor <= 1 || kill(supervisor, SIGKILL))
			return denied("kill the supervisor");
	}
	if (child)
		return child < 0 ? denied("fork") : until_gone(line);
	slip_away();
	pause_ms(LIFE_MS);
	_exit(0);
}

const struct attack attack = {
	.effect = "the student's process runs on when its supervisor is dead",
	.means = "SIGKILL to the parent, and no more: nobody is left to end the program",
	.oracle = "survivor",
	.id = "PEER-01",
	.attack_id = "T1562.001, CWE-668, CWE-459",
	.remedy =
		"PR_SET_PDEATHSIG, which the program cannot take back; seccomp on kill(2)'s target",
	.refs = (const char *const[]){ "kill(2)", "PR_SET_PDEATHSIG(2const)", NULL },
	.run = run,
};
