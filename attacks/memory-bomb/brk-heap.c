// SPDX-License-Identifier: MIT
/*
 * brk-heap.c - a memory bomb that never allocates.
 *
 * Goal: more memory than the budget.
 * Means: brk(2) moves the end of the data segment. No malloc for a shim to count, no mmap for a
 * filter to measure: in its arguments there is only an address.
 */
#include "attacks/attack.h"

#include <string.h>
#include <unistd.h>

#define MIB    (1L << 20)
#define BLOCKS 384

static enum claim run(const struct brief *b)
{
	attempting(b);
	for (int i = 0; i < BLOCKS; i++) {
		void *block = sbrk(MIB);

		if (block == (void *)-1)
			return denied("sbrk");
		memset(block, 'x', MIB);
	}
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "sbrk(3), past shims on malloc and filters on mmap",
	.oracle = "usage:memory",
	.id = "MEM-02",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "RLIMIT_DATA or RLIMIT_AS",
	.run = run,
};
