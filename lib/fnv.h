/* SPDX-License-Identifier: MIT */
/*
 * fnv.h - the hash FNV-1a of 64 bits. It answers "are these the same bytes?" where nobody gains by
 * a collision: it is no protection against somebody who looks for one.
 */
#ifndef LIB_FNV_H
#define LIB_FNV_H

#include <stddef.h>
#include <stdint.h>

#define FNV_START UINT64_C(0xcbf29ce484222325) /* the hash of no bytes */

/* Go on with n more bytes: the hash of a text is that of its parts, one after the other. */
static inline uint64_t fnv_add(uint64_t hash, const void *bytes, size_t n)
{
	for (const unsigned char *b = bytes; n--; b++)
		hash = (hash ^ *b) * UINT64_C(0x100000001b3);
	return hash;
}

#endif
