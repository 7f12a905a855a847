// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * pthreads.c - eight threads, one counter, one mutex.
 *
 * The exercise on critical sections. What breaks it: a filter that refuses clone3 with EPERM
 * instead of ENOSYS, one that denies clone or futex, a task limit that is too low.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>

#define THREADS 8
#define TIMES	20000

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long counter;

static void *count(void *nothing)
{
	for (int i = 0; i < TIMES; i++) {
		pthread_mutex_lock(&lock);
		counter++;
		pthread_mutex_unlock(&lock);
	}
	return nothing;
}

static enum claim run(const struct brief *b)
{
	pthread_t thread[THREADS];

	(void)b;
	for (int i = 0; i < THREADS; i++) {
		errno = pthread_create(&thread[i], NULL, count, NULL);
		if (errno)
			return failed("pthread_create");
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	printf("%ld\n", counter);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "threads count together",
	.means = "pthread_create(3) and a mutex",
	.oracle = "done",
	.quick = true,
	.id = "C02",
	.expect = "160000\n",
	.run = run,
};
