// SPDX-License-Identifier: MIT
/*
 * forgotten-pages.c - a memory bomb that no process has in its size.
 *
 * Goal: more memory than the budget.
 * Means: the pages of a shared mapping are a nameless file's. madvise(MADV_DONTNEED) takes them out
 * of the process, and RssShmem falls to nothing; the file keeps them as long as it is mapped. So a
 * watch that adds up what is resident sees 16 MiB at any time, and RLIMIT_DATA none at all.
 */
#include "attacks/attack.h"

#include <string.h>
#include <sys/mman.h>

#define BYTES (384UL << 20)
#define PIECE (16UL << 20)

static enum claim run(const struct brief *b)
{
	char *pages;

	attempting(b);
	pages = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (pages == MAP_FAILED)
		return denied("mmap");
	for (char *at = pages; at < pages + BYTES; at += PIECE) {
		memset(at, 'x', PIECE);
		if (madvise(at, PIECE, MADV_DONTNEED) < 0)
			return denied("madvise");
	}
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "a shared mapping, forgotten piece by piece with madvise(2): resident is little",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "count the shared mappings that are made, not what is resident; a memory cgroup",
	.refs = (const char *const[]){ "madvise(2): MADV_DONTNEED of shared mappings",
				       "proc(5): RssShmem", NULL },
	.run = run,
};
