/* SPDX-License-Identifier: MIT */
/*
 * library.h - the read-only files that come with ordeal-wasm, mapped from one blob
 * (build/library.py writes it and says its format). Nothing of it is ever opened.
 */
#ifndef WASM_LIBRARY_H
#define WASM_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct library {
	const uint8_t *blob;
	size_t         size;
	uint32_t       count;
};

enum { LIBRARY_NONE = -1 };

/* Look at all of the index once: afterwards each entry lies in the blob. 0 or -EINVAL. */
int library_open(struct library *, const void *blob, size_t size);

/* The entry of a path without a leading slash; LIBRARY_NONE. "" is no entry. */
int library_find(const struct library *, const char *path, size_t n);

/* Where its bytes are, and how many; NULL for a folder. */
const uint8_t *library_data(const struct library *, int entry, uint32_t *size);
bool library_is_folder(const struct library *, int entry);

/*
 * The first entry from `from` on that lies directly in the folder (a path without slashes at its
 * ends; "" is the top): its number, its last name in *name; LIBRARY_NONE at the end. Start with 0.
 */
int library_next(const struct library *, const char *folder, size_t n, uint32_t from,
		 const char **name, uint32_t *name_n);

#endif
