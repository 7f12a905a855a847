// SPDX-License-Identifier: MIT
/*
 * one-byte-more.c - a memory bomb of mappings that ask for a byte more than two pages.
 *
 * Goal: more memory than the budget.
 * Means: a mapping's last byte takes a whole page. A supervisor that adds up lengths, as they are
 * asked for, counts two thirds of what is held.
 */
#include "attacks/attack.h"

#include <string.h>
#include <sys/mman.h>

enum { MAPPINGS = 32000, PAGE = 4096, PAGES = 3 }; /* 375 MiB; asked for are 250 */

static enum claim run(const struct brief *b)
{
	attempting(b);
	for (int i = 0; i < MAPPINGS; i++) {
		char *pages = mmap(NULL, (PAGES - 1) * PAGE + 1, PROT_READ | PROT_WRITE,
				   MAP_SHARED | MAP_ANONYMOUS, -1, 0);

		if (pages == MAP_FAILED)
			return denied("mmap");
		memset(pages, 'x', PAGES * PAGE);
	}
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "shared mappings of two pages and a byte, each of which is three pages",
	.oracle = "usage:memory",
	.threshold = 360ull << 20, /* by limits on pages 310, areas included; else 430 */
	.attack_id = "T1499.001, CWE-770",
	.remedy = "count pages, not bytes; a watch on Shmem; a memory cgroup",
	.refs = (const char *const[]){ "mmap(2): length, a whole page", NULL },
	.run = run,
};
