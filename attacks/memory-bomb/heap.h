/* SPDX-License-Identifier: MIT */
/*
 * heap.h - memory as everybody takes it: private pages, each written to.
 */
#ifndef ATTACKS_MEMORY_BOMB_HEAP_H
#define ATTACKS_MEMORY_BOMB_HEAP_H

#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#define PAGE 4096l

static inline bool take_heap(size_t bytes)
{
	volatile char *block = malloc(bytes); /* a compiler drops writes nobody reads */

	for (size_t at = 0; block && at < bytes; at += PAGE)
		block[at] = 'x';
	return block;
}

/*
 * Children have a copy of the pipe's end [1] and close it when they are grown, or die. Wait until all
 * of them did: on a busy machine that takes longer than hold() would. Eight seconds at most.
 */
static inline void await_growth(const int pipe_ends[2])
{
	struct pollfd p = { .fd = pipe_ends[0] };

	close(pipe_ends[1]);
	poll(&p, 1, 8000); /* nobody writes: it is the hang-up that wakes us */
}

#endif
