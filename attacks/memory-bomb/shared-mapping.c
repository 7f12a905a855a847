// SPDX-License-Identifier: MIT
/*
 * shared-mapping.c - a memory bomb of pages that are nobody's data.
 *
 * Goal: more memory than the budget.
 * Means: a mapping both shared and anonymous is a nameless file in the kernel's tmpfs.
 * RLIMIT_DATA counts private writable pages only, and does not see one of these. Those who gave up
 * RLIMIT_AS, because numpy, node and Go reserve more than they use, rely on RLIMIT_DATA alone.
 */
#include "attacks/attack.h"

#include <string.h>
#include <sys/mman.h>

#define BYTES (384UL << 20)

static enum claim run(const struct brief *b)
{
	void *pages;

	attempting(b);
	pages = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (pages == MAP_FAILED)
		return denied("mmap");
	memset(pages, 'x', BYTES);
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "mmap(2) with MAP_SHARED and MAP_ANONYMOUS, which RLIMIT_DATA does not count",
	.oracle = "usage:memory",
	.id = "MEM-10",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "a tight RLIMIT_AS where programs bear it; a watch on Shmem; a memory cgroup",
	.run = run,
};
