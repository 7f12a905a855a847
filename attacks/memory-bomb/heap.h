/* SPDX-License-Identifier: MIT */
/*
 * heap.h - memory as everybody takes it: private pages, each written to.
 */
#ifndef ATTACKS_MEMORY_BOMB_HEAP_H
#define ATTACKS_MEMORY_BOMB_HEAP_H

#include <stdbool.h>
#include <stdlib.h>

#define PAGE 4096l

static inline bool take_heap(size_t bytes)
{
	volatile char *block = malloc(bytes); /* a compiler drops writes nobody reads */

	for (size_t at = 0; block && at < bytes; at += PAGE)
		block[at] = 'x';
	return block;
}

#endif
