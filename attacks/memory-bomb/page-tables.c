// SPDX-License-Identifier: MIT
/*
 * page-tables.c - a memory bomb of maps without a country.
 *
 * Goal:  more memory than the budget.
 * Means: pages that are only read are all the same one, the kernel's page of zeros, and no RSS
 *        counts it. But the kernel keeps a table, a page of its own, for each 2 MiB in which one
 *        was read: 192 GiB of nothing have 384 MiB of tables. A read-only mapping is no data for
 *        RLIMIT_DATA.
 */
#include "attacks/attack.h"

#include <sys/mman.h>

#define TABLES (96UL << 10) /* of 4 KiB each */
#define REACH  (2UL << 20)  /* of one table  */

static enum claim run(const struct brief *b)
{
	volatile char *nothing;
	char sum = 0;

	attempting(b);
	nothing = mmap(NULL, TABLES * REACH, PROT_READ,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (nothing == MAP_FAILED)
		return denied("mmap");
	madvise((void *)nothing, TABLES * REACH, MADV_NOHUGEPAGE);
	for (unsigned long i = 0; i < TABLES; i++)
		sum |= nothing[i * REACH];
	return sum ? CLAIM_FAILED : hold();
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "page tables of 192 GiB that are only read: in no RSS, no RLIMIT_DATA",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "RLIMIT_AS; a memory cgroup, which is charged for tables; a watch on VmPTE",
	.refs = (const char *const[]){ "proc_pid_status(5): VmPTE", NULL },
	.run = run,
};
