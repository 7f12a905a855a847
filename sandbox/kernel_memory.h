/* SPDX-License-Identifier: MIT */
/*
 * kernel_memory.h - what the kernel keeps for a process.
 */
#ifndef SANDBOX_KERNEL_MEMORY_H
#define SANDBOX_KERNEL_MEMORY_H

#include "sandbox/descendants.h"

/* What the kernel keeps of the process that has most of it. */
struct counted {
	unsigned mappings, fd_items, turn;
	double   at_ms;
};

/* Count it of the next of them, in turn. It waits for locks that the program can hold. */
void kernel_memory_count(volatile struct counted *, const struct descendants *);

/*
 * In bytes, what the kernel keeps for so many processes, of which each has what was counted; at
 * most `limit` for one kind. by_servant: a servant counts, and an old figure means that it is
 * stuck.
 */
uint64_t kernel_memory(const struct counted *, bool by_servant, size_t processes, uint64_t limit);

#endif
