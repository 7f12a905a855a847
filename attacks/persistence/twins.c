// SPDX-License-Identifier: MIT
/*
 * Goal:  be there when the turn is over, even if one is found.
 * Means: two processes, each of which waits for the other's end: the kernel tells them at once, by
 *        end of file on a pipe that only the other one holds. Who is left makes a new twin. To end
 *        them, both must be killed before either has run.
 *
 *     a --pipe-- b      b dies: a reads the end of file, forks a new b
 */
#include "attacks/persistence/survivor.h"

#include <poll.h>

#define BIRTHS 50

/* Live until the other one has ended, or time is up. True: it has ended. */
static bool outlive(int line, long long until)
{
	struct pollfd p = { .fd = line, .events = POLLIN };
	long long left = until - now_ms();

	return left > 0 && poll(&p, 1, (int)left) == 1;
}

static _Noreturn void guard_each_other(long long until)
{
	for (int i = 0; i < BIRTHS && now_ms() < until; i++) {
		int pair[2];
		pid_t twin;

		if (pipe(pair)) /* each holds one end; a pipe tells both of the other's end */
			break;
		twin = fork();
		if (twin < 0)
			break;
		if (i == 0)
			close(STDIN_FILENO); /* the line: there are two of them now */
		close(pair[twin ? 1 : 0]);
		outlive(pair[twin ? 0 : 1], until);
		close(pair[twin ? 0 : 1]);
	}
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	long long until = now_ms() + LIFE_MS;
	pid_t first;
	int line[2];

	attempting(b);
	open_line(line);
	first = fork();
	if (first)
		return first < 0 ? denied("fork") : until_gone(line);
	slip_away_with(line[1]);
	guard_each_other(until);
}

const struct attack attack = {
	.effect = "processes of the student run on, and replace each other when killed",
	.means = "two processes that guard each other over a pipe",
	.oracle = "survivor",
	.id = "PERS-06",
	.attack_id = "T1543, T1546, CWE-459",
	.remedy = "cgroup.kill; a subreaper that kills until nothing is left; no processes",
	.refs = (const char *const[]){ "pipe(7)", "cgroups(7)", NULL },
	.run = run,
};
