// SPDX-License-Identifier: MIT
#include "sandbox/wasm/guest.h"

#include <stddef.h>
#include <string.h>

struct guest guest;

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "WebAssembly's memory is little-endian");

void *guest_at(uint32_t at, uint64_t n)
{
	/* `at` has 32 bits and n may have 64: their sum could wrap, a difference cannot. */
	if (n > guest.size || at > guest.size - n)
		return NULL;
	return guest.base + at;
}

static bool put(uint32_t at, const void *value, size_t n)
{
	void *p = guest_at(at, n);

	if (p)
		memcpy(p, value, n);
	return p != NULL;
}

static bool get(uint32_t at, void *value, size_t n)
{
	const void *p = guest_at(at, n);

	if (p)
		memcpy(value, p, n);
	return p != NULL;
}

bool guest_put32(uint32_t at, uint32_t value)
{
	return put(at, &value, sizeof(value));
}

bool guest_put64(uint32_t at, uint64_t value)
{
	return put(at, &value, sizeof(value));
}

bool guest_get32(uint32_t at, uint32_t *value)
{
	return get(at, value, sizeof(*value));
}

bool guest_get64(uint32_t at, uint64_t *value)
{
	return get(at, value, sizeof(*value));
}
