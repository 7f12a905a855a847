/* SPDX-License-Identifier: MIT */
/*
 * pool_pages.h - by what the kernel tells which pages of a process were changed.
 */
#ifndef BOX_POOL_PAGES_H
#define BOX_POOL_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { POOL_PAGE = 4096 };

#define POOL_THERE (3ULL << 62) /* of an entry of /proc/PID/pagemap: in memory, or swapped out */

struct pool_range {
	uint8_t *at;
	size_t bytes;
	int image; /* what it is mapped from, at `offset`: method memfd only */
	size_t offset;
};

struct pool_method {
	const char *name;
	int (*open)(void); /* what it needs of the process; 0 or -errno         */
	int (*keep)(const struct pool_range *); /* from now on changes are told; 0 or -errno */
	int (*again)(
		const struct pool_range *); /* ... they are forgotten, after they were undone    */
	bool (*changed)(uint64_t entry,
			bool content); /* content: the page had any when it was kept        */
};

/* The entries of these pages. 0 or -errno. */
int pool_entries(const struct pool_range *, uint64_t *entries);

/* The best that works here, or the one of this name; NULL: none, and `why` says what was seen. */
const struct pool_method *pool_method(const char *name, const char **why);

#endif
