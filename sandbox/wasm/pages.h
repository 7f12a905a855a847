/* SPDX-License-Identifier: MIT */
/*
 * pages.h - linear memory as a private mapping of an image, and what was written to it since.
 */
#ifndef WASM_PAGES_H
#define WASM_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"

/* Keep n bytes at base (multiples of the page size), and map the image over them. 0 or -errno. */
int pages_keep(uint8_t *base, size_t n, struct err *);

/* All as it was kept. *copied, *dropped: how many pages it took. 0 or -errno. */
int pages_restore(uint32_t *copied, uint32_t *dropped);

/* Is it? Else *at says where not. */
bool pages_same(size_t *at);

#endif
