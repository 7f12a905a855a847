// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * producers.c - producers, consumers and a barrier.
 *
 * The second exercise on threads: condition variables over a bounded buffer, a barrier, a semaphore
 * without a name, a thread that is cancelled. What breaks it: a filter without futex's operations
 * or tgkill (pthread_cancel is a signal), a task limit below eight.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

enum { PAIRS = 3, EACH = 2000, ROOM = 8 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER, not_empty = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t start;
static int buffer[ROOM], filled;
static long consumed;
static sem_t finished;

static void *produce(void *nothing)
{
	pthread_barrier_wait(&start);
	for (int i = 1; i <= EACH; i++) {
		pthread_mutex_lock(&lock);
		while (filled == ROOM)
			pthread_cond_wait(&not_full, &lock);
		buffer[filled++] = i;
		pthread_cond_signal(&not_empty);
		pthread_mutex_unlock(&lock);
	}
	return nothing;
}

static void *consume(void *nothing)
{
	pthread_barrier_wait(&start);
	for (int i = 0; i < EACH; i++) {
		pthread_mutex_lock(&lock);
		while (!filled)
			pthread_cond_wait(&not_empty, &lock);
		consumed += buffer[--filled];
		pthread_cond_signal(&not_full);
		pthread_mutex_unlock(&lock);
	}
	sem_post(&finished);
	return nothing;
}

static void *wait_for_ever(void *nothing)
{
	for (;;)
		pause();
	return nothing;
}

static enum claim run(const struct brief *b)
{
	pthread_t thread[2 * PAIRS], idle;
	void *how;

	(void)b;
	pthread_barrier_init(&start, NULL, 2 * PAIRS);
	sem_init(&finished, 0, 0);
	errno = pthread_create(&idle, NULL, wait_for_ever, NULL);
	for (int i = 0; i < 2 * PAIRS && !errno; i++)
		errno = pthread_create(&thread[i], NULL, i % 2 ? produce : consume, NULL);
	if (errno)
		return failed("pthread_create");
	for (int i = 0; i < PAIRS; i++)
		sem_wait(&finished);
	for (int i = 0; i < 2 * PAIRS; i++)
		pthread_join(thread[i], NULL);
	pthread_cancel(idle);
	pthread_join(idle, &how);
	printf("%ld consumed, %d left, cancelled %d\n", consumed, filled, how == PTHREAD_CANCELED);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "threads wait for each other",
	.means = "pthread_cond_wait(3), barrier, sem_wait(3), pthread_cancel(3)",
	.oracle = "done",
	.id = "C02",
	.expect = "6003000 consumed, 0 left, cancelled 1\n",
	.run = run,
};
