// SPDX-License-Identifier: MIT
/*
 * Goal:  be there when the turn is over, and when the killing is.
 * Means: each process makes the next one and ends, every half millisecond. Who reads a list of
 *        processes and then kills what is on it comes too late for each of them.
 *
 *     1 -> 2 -> 3 -> ...      never more than two at a time
 */
#include "attacks/persistence/survivor.h"

static _Noreturn void run_on(long long until)
{
	while (now_ms() < until) {
		pid_t next = fork();

		if (next > 0)
			_exit(0);
		nanosleep(&(struct timespec){ .tv_nsec = 500000 }, NULL);
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
	slip_away();
	run_on(until);
}

const struct attack attack = {
	.effect = "a process of the student runs on, each time under another pid",
	.means = "a chain in which each process makes the next one and ends",
	.oracle = "survivor",
	.id = "PERS-06",
	.attack_id = "T1543, CWE-459, CWE-367",
	.remedy = "cgroup.kill; a subreaper that kills until nothing is left; no processes",
	.refs = (const char *const[]){ "cgroups(7)", "PR_SET_CHILD_SUBREAPER(2const)", NULL },
	.run = run,
};
