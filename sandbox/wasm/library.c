// SPDX-License-Identifier: MIT
#include "sandbox/wasm/library.h"

#include <errno.h>
#include <string.h>

static const char MAGIC[8] = "ORDEALIB";
enum { VERSION = 1, HEAD = 16 };
#define FOLDER UINT32_MAX

struct entry {
	uint32_t path, path_n, data, size;
};

static struct entry entry_at(const struct library *l, uint32_t i)
{
	struct entry e;

	memcpy(&e, l->blob + HEAD + (size_t)i * sizeof(e), sizeof(e));
	return e;
}

static const char *path_at(const struct library *l, const struct entry *e)
{
	return (const char *)l->blob + e->path;
}

/* As strcmp(3), for paths that end where they are said to. */
static int compare(const char *a, size_t a_n, const char *b, size_t b_n)
{
	int r = memcmp(a, b, a_n < b_n ? a_n : b_n);

	return r ? r : (a_n > b_n) - (a_n < b_n);
}

static bool inside(const struct library *l, uint32_t at, uint32_t n)
{
	return at <= l->size && n <= l->size - at;
}

int library_open(struct library *l, const void *blob, size_t size)
{
	uint32_t head[2];

	*l = (struct library){ .blob = blob, .size = size };
	if (size < HEAD || size > UINT32_MAX || memcmp(blob, MAGIC, sizeof(MAGIC)) != 0)
		return -EINVAL;
	memcpy(head, l->blob + sizeof(MAGIC), sizeof(head));
	if (head[0] != VERSION || head[1] > (size - HEAD) / sizeof(struct entry))
		return -EINVAL;
	for (uint32_t i = 0; i < head[1]; i++) {
		struct entry e = entry_at(l, i), before = entry_at(l, i ? i - 1 : 0);

		if (!inside(l, e.path, e.path_n) ||
		    (e.size != FOLDER && !inside(l, e.data, e.size)))
			return -EINVAL;
		if (i && compare(path_at(l, &before), before.path_n, path_at(l, &e), e.path_n) >= 0)
			return -EINVAL;
	}
	l->count = head[1];
	return 0;
}

/* The first entry that is not before this path. */
static uint32_t lower_bound(const struct library *l, const char *path, size_t n)
{
	uint32_t low = 0, high = l->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		struct entry e = entry_at(l, middle);

		if (compare(path_at(l, &e), e.path_n, path, n) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int library_find(const struct library *l, const char *path, size_t n)
{
	uint32_t i = lower_bound(l, path, n);
	struct entry e;

	if (i == l->count)
		return LIBRARY_NONE;
	e = entry_at(l, i);
	return e.path_n == n && !memcmp(path_at(l, &e), path, n) ? (int)i : LIBRARY_NONE;
}

const uint8_t *library_data(const struct library *l, int entry, uint32_t *size)
{
	struct entry e = entry_at(l, (uint32_t)entry);

	*size = e.size == FOLDER ? 0 : e.size;
	return e.size == FOLDER ? NULL : l->blob + e.data;
}

bool library_is_folder(const struct library *l, int entry)
{
	return entry_at(l, (uint32_t)entry).size == FOLDER;
}

int library_next(const struct library *l, const char *folder, size_t n, uint32_t from,
		 const char **name, uint32_t *name_n)
{
	uint32_t i = from;

	if (n && i <= lower_bound(l, folder, n))
		i = lower_bound(l, folder, n);
	for (; i < l->count; i++) {
		struct entry e = entry_at(l, i);
		const char *path = path_at(l, &e);
		size_t skip = n ? n + 1 : 0;

		if (n && (e.path_n < n || memcmp(path, folder, n) != 0))
			break; /* sorted: nothing of this folder follows */
		if (e.path_n <= skip || (n && path[n] != '/') ||
		    memchr(path + skip, '/', e.path_n - skip))
			continue;
		*name = path + skip;
		*name_n = (uint32_t)(e.path_n - skip);
		return (int)i;
	}
	return LIBRARY_NONE;
}
