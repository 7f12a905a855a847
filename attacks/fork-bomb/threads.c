// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * threads.c - a thread bomb.
 *
 * Goal: fill the task budget.
 * Means: to the kernel a thread is a task like any other. It counts for RLIMIT_NPROC and for the
 * pids cgroup. No filter may deny the call, because honest programs use threads: only a number can
 * stop this one. The stacks are small, so that no memory limit stops it by accident.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <pthread.h>
#include <unistd.h>

#define TASKS 220
#define STACK (64 << 10)

static void *sleeper(void *nothing)
{
	sleep(5);
	return nothing;
}

static enum claim run(const struct brief *b)
{
	pthread_attr_t small;
	pthread_t thread;

	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, STACK);
	attempting(b);
	for (int i = 0; i < TASKS; i++) {
		errno = pthread_create(&thread, &small, sleeper, NULL);
		if (errno)
			return denied("pthread_create");
	}
	return hold();
}

const struct attack attack = {
	.effect = "more tasks than the budget, in one process",
	.means = "pthread_create(3): threads are tasks, and no filter may deny them",
	.oracle = "census",
	.quick = true,
	.attack_id = "T1499.001, CWE-770",
	.remedy = "RLIMIT_NPROC or a pids cgroup; a filter cannot count",
	.run = run,
};
