// SPDX-License-Identifier: MIT
/*
 * malloc-touch.c - the memory bomb everybody writes first, in C.
 *
 * Goal: more memory than the budget, so that the instance dies with whoever is in it.
 * Means: malloc() and a write to every page; untouched memory costs nothing. RLIMIT_RSS, the limit
 * whose name promises help, has done nothing since Linux 2.4.
 */
#include "attacks/attack.h"

#include <stdlib.h>

#define MIB    (1UL << 20)
#define BLOCKS 384
#define PAGE   4096

static enum claim run(const struct brief *b)
{
	attempting(b);
	for (int i = 0; i < BLOCKS; i++) {
		volatile char *block = malloc(MIB); /* volatile: keep writes nobody reads */

		if (!block)
			return denied("malloc");
		for (size_t at = 0; at < MIB; at += PAGE)
			block[at] = 'x';
	}
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "malloc(3) and a write to every page",
	.oracle = "usage:memory",
	.id = "MEM-02",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "RLIMIT_AS or RLIMIT_DATA; not RLIMIT_RSS, which does nothing",
	.run = run,
};
