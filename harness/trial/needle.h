/* SPDX-License-Identifier: MIT */
/*
 * needle.h - find a canary in a stream, whatever coat it wears.
 *
 * A canary is a 128-bit nonce written as 32 lower-case hex digits. It is looked for as it is,
 * reversed, in upper case, in hex and in base64 at its three offsets, across chunk borders; every
 * byte of a stream is read, caps apply to what is stored of it only.
 */
#ifndef HARNESS_NEEDLE_H
#define HARNESS_NEEDLE_H

#include <stdbool.h>
#include <stddef.h>

enum {
	CANARY_LEN = 32,                  /* characters, without the NUL             */
	NEEDLE_FORMS = 7,                 /* coats a canary is looked for in         */
	NEEDLE_MAX = 2 * CANARY_LEN,      /* the longest of them                     */
};

struct needle {
	char        form[NEEDLE_FORMS][NEEDLE_MAX + 1];
	size_t      len[NEEDLE_FORMS];
	const char *found; /* name of the coat it was found in first, or NULL: "base64+1" */
};

/* The last bytes of a stream that may be the beginning of a canary. Starts zeroed. */
struct haystack {
	char   tail[NEEDLE_MAX];
	size_t len;
};

/* Fill `out` (CANARY_LEN + 1 bytes) with a fresh canary from getrandom(2). 0 or -errno. */
int canary_draw(char *out);

/* Prepare to look for `canary` (CANARY_LEN characters). */
void needle_init(struct needle *n, const char *canary);

/*
 * Look for `count` needles in the next n bytes of a stream. Sets ->found in those that were found.
 * Returns true if one was found for the first time.
 */
bool haystack_feed(struct haystack *h, struct needle *needles, size_t count, const void *bytes,
		   size_t n);

#endif
