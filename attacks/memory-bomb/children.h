/* SPDX-License-Identifier: MIT */
/*
 * children.h - a memory bomb in parts, each of them modest: five processes of 76 MiB stay below a
 * limit of 128 MiB each, and take 380 MiB together. Who their parents are is the attacks' affair.
 */
#ifndef ATTACKS_MEMORY_BOMB_CHILDREN_H
#define ATTACKS_MEMORY_BOMB_CHILDREN_H

#include "attacks/attack.h"
#include "attacks/memory-bomb/heap.h"

#include <unistd.h>

#define CHILDREN    5
#define CHILD_BYTES (76UL << 20)

/* Take the memory, say so, and keep it. */
static _Noreturn void grow(int full)
{
	take_heap(CHILD_BYTES);
	_exit(write(full, "f", 1) == 1 && sleep(5));
}

/* Once all have been started: wait until they are full, or have all been ended. */
static enum claim hold_children(int full[2])
{
	char byte;

	close(full[1]);
	for (int i = 0; i < CHILDREN && read(full[0], &byte, 1) == 1; i++)
		; /* the last to be full makes the peak */
	return hold();
}

#endif
