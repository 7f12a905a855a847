// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * zombie-leader.c - dead to all appearances.
 *
 * Goal:  the worker waits longer than the exercise allows.
 * Means: when the first thread of a process ends and another goes on, /proc/PID says "Z (zombie)",
 *        its memory reads as gone, its command line is empty, and yet it cannot be waited for. A
 *        watcher that goes by these files takes it for over.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

#define SECONDS 6

static void *live_on(void *unused)
{
	sleep(SECONDS);
	return unused;
}

static enum claim run(const struct brief *b)
{
	pthread_t other;

	attempting(b);
	errno = pthread_create(&other, NULL, live_on, NULL);
	if (errno)
		return denied("pthread_create");
	pthread_exit(NULL);
}

const struct attack attack = {
	.effect = "the worker waits longer than allowed",
	.means = "the first thread ends, another sleeps: a zombie for /proc, alive for wait(2)",
	.oracle = "usage:time",
	.attack_id = "T1499.003, CWE-400",
	.remedy = "a wall clock that kills, whatever /proc says of the program",
	.refs = (const char *const[]){ "pthread_exit(3)", "proc_pid_stat(5)", NULL },
	.run = run,
};
