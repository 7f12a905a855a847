/* SPDX-License-Identifier: MIT */
/*
 * guest.h - the guest's memory, as the host sees it.
 *
 * A guest gives the host numbers: offsets into its own memory, and lengths. Each becomes a
 * pointer in one function, guest_at(), or is refused. No other file of the host adds a guest's
 * number to an address. An offset stays good until the guest runs again; memory only grows
 * while a job runs.
 */
#ifndef WASM_GUEST_H
#define WASM_GUEST_H

#include <stdbool.h>
#include <stdint.h>

struct guest {
	uint8_t *base; /* NULL: no memory yet                      */
	uint64_t size; /* bytes; a multiple of 64 KiB, at most 4 GiB */
};

extern struct guest guest;

/* n bytes of the guest's memory from offset `at`; NULL when they do not all lie in it. */
void *guest_at(uint32_t at, uint64_t n);

/* Little-endian numbers, at any offset. False, and nothing done, where guest_at() says NULL. */
bool guest_put32(uint32_t at, uint32_t value);
bool guest_put64(uint32_t at, uint64_t value);
bool guest_get32(uint32_t at, uint32_t *value);
bool guest_get64(uint32_t at, uint64_t *value);

#endif
