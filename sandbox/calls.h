/* SPDX-License-Identifier: MIT */
/*
 * calls.h - a set of system calls by their names, as --calls has it.
 */
#ifndef SANDBOX_CALLS_H
#define SANDBOX_CALLS_H

#include "sandbox/sandbox.h"

static inline bool calls_in(const uint64_t *set, int nr)
{
	return nr >= 0 && nr < BOX_CALLS && set[nr / 64] >> (nr % 64) & 1;
}

static inline void calls_put(uint64_t *set, int nr)
{
	if (nr >= 0 && nr < BOX_CALLS)
		set[nr / 64] |= 1ULL << (nr % 64);
}

/* "read,write,openat" into a set. 0 or -EINVAL with the name in e. */
int calls_parse(const char *list, uint64_t set[BOX_CALLS / 64], struct err *e);

#endif
