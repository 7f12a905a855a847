// SPDX-License-Identifier: MIT
/*
 * bound-threads.c - threads on processors of their own, and a program that lets others go first.
 *
 * OpenMP does the same with OMP_PROC_BIND=true. libc names each thread by its number: a filter that
 * only knows 0, "myself", refuses all of it. Nobody else is touched.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

enum { THREADS = 4 };

static pthread_barrier_t all;

static void *wait_for_all(void *nothing)
{
	pthread_barrier_wait(&all);
	return nothing;
}

static int bind_to(pthread_t thread, const cpu_set_t *may, int which)
{
	cpu_set_t one;
	int cpu = -1;

	CPU_ZERO(&one);
	for (int i = which % CPU_COUNT(may); i >= 0; i--)
		while (!CPU_ISSET(++cpu, may))
			continue;
	CPU_SET(cpu, &one);
	return pthread_setaffinity_np(thread, sizeof(one), &one);
}

static enum claim run(const struct brief *b)
{
	struct sched_param usual = { 0 };
	pthread_t thread[THREADS];
	pthread_attr_t attr;
	cpu_set_t may;

	(void)b;
	pthread_attr_init(&attr);
	pthread_attr_setinheritsched(&attr, PTHREAD_EXPLICIT_SCHED);
	pthread_attr_setschedpolicy(&attr, SCHED_OTHER);
	pthread_barrier_init(&all, NULL, THREADS + 1);
	if (sched_getaffinity(0, sizeof(may), &may) < 0)
		return failed("sched_getaffinity");
	for (int i = 0; i < THREADS; i++) {
		errno = pthread_create(&thread[i], &attr, wait_for_all, NULL);
		if (errno)
			return failed("pthread_create");
		errno = bind_to(thread[i], &may, i);
		if (errno)
			return failed("pthread_setaffinity_np");
	}
	pthread_barrier_wait(&all);
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	if (sched_setaffinity(getpid(), sizeof(may), &may) < 0)
		return failed("sched_setaffinity");
	if (setpriority(PRIO_PROCESS, (id_t)getpid(), 5) < 0)
		return failed("setpriority");
	errno = pthread_setschedparam(pthread_self(), SCHED_OTHER, &usual);
	printf("%d threads bound, nice %d, %d\n", THREADS, getpriority(PRIO_PROCESS, 0), errno);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a program binds its threads",
	.means = "pthread_setaffinity_np(3), pthread_attr_setschedpolicy(3), setpriority(2)",
	.oracle = "done",
	.expect = "4 threads bound, nice 5, 0\n",
	.run = run,
};
