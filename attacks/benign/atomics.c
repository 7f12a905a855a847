// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * atomics.c - C11 threads and atomic counters.
 *
 * thrd_create, call_once, thread-local storage, a spin lock of one's own that yields. What breaks
 * it: clone3 refused with EPERM, sched_yield(2) or membarrier(2) left out of an allow list.
 */
#include "attacks/attack.h"

#include <stdatomic.h>
#include <stdio.h>
#include <threads.h>

enum { THREADS = 4, TIMES = 20000 };

static atomic_long total;
static atomic_flag busy = ATOMIC_FLAG_INIT;
static long guarded, initialised;
static once_flag once = ONCE_FLAG_INIT;
static thread_local long mine;

static void initialise(void)
{
	initialised++;
}

static int work(void *nothing)
{
	(void)nothing;
	call_once(&once, initialise);
	for (int i = 0; i < TIMES; i++) {
		atomic_fetch_add(&total, 1);
		while (atomic_flag_test_and_set_explicit(&busy, memory_order_acquire))
			thrd_yield();
		guarded++;
		atomic_flag_clear_explicit(&busy, memory_order_release);
		mine++;
	}
	return mine == TIMES;
}

static enum claim run(const struct brief *b)
{
	thrd_t thread[THREADS];
	int own = 0, result;

	(void)b;
	for (int i = 0; i < THREADS; i++)
		if (thrd_create(&thread[i], work, NULL) != thrd_success)
			return failed("thrd_create");
	for (int i = 0; i < THREADS; i++) {
		thrd_join(thread[i], &result);
		own += result;
	}
	printf("%ld %ld %d %ld\n", atomic_load(&total), guarded, own, initialised);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "threads count without a mutex",
	.means = "C11 threads, stdatomic.h, thrd_yield(3)",
	.oracle = "done",
	.id = "C02",
	.expect = "80000 80000 4 1\n",
	.run = run,
};
