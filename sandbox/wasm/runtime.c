// SPDX-License-Identifier: MIT
/*
 * Memory is 8 GiB of addresses, of which as many can be touched as the guest has. So no access
 * needs a check: what lies beyond faults, and the fault is a trap (run.c). Never RLIMIT_AS: the
 * limit is kept where memory grows, and the guest's malloc is told.
 */
#include "sandbox/wasm/runtime.h"

#include "sandbox/wasm/guest.h"
#include "sandbox/wasm/run.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <wasm-rt.h>

enum { TYPES = 512, SIGNATURE = 62, GROW_FAILED = -1 };

static struct {
	wasm_rt_memory_t *memory;
	uint64_t limit, peak;
	bool refused;
} rt = { .limit = UINT32_MAX };

void runtime_limit(uint64_t bytes)
{
	rt.limit = bytes;
}

void runtime_peak_start(void)
{
	rt.peak = guest.size;
	rt.refused = false;
}

uint64_t runtime_peak(void)
{
	return rt.peak;
}

bool runtime_refused(void)
{
	return rt.refused;
}

bool runtime_reserved(const void *address)
{
	const uint8_t *a = address;

	return guest.base && a >= guest.base && a < guest.base + RUNTIME_RESERVED;
}

static void resize(uint64_t bytes)
{
	rt.memory->pages = (uint32_t)(bytes / WASM_PAGE);
	rt.memory->size = (uint32_t)bytes;
	guest.size = bytes;
	if (bytes > rt.peak)
		rt.peak = bytes;
}

void wasm_rt_allocate_memory(wasm_rt_memory_t *m, uint32_t initial, uint32_t max)
{
	uint64_t bytes = (uint64_t)initial * WASM_PAGE;
	void *base = mmap(NULL, RUNTIME_RESERVED, PROT_NONE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (base == MAP_FAILED || bytes > rt.limit || rt.memory ||
	    mprotect(base, bytes, PROT_READ | PROT_WRITE) < 0)
		run_end(END_NO_MEMORY, 0);
	*m = (wasm_rt_memory_t){ .data = base, .max_pages = max };
	rt.memory = m;
	guest.base = base;
	resize(bytes);
}

uint32_t wasm_rt_grow_memory(wasm_rt_memory_t *m, uint32_t delta)
{
	uint64_t now = guest.size, more = (uint64_t)delta * WASM_PAGE;
	uint32_t before = m->pages;

	if (more > UINT32_MAX - now || now + more > rt.limit ||
	    before + (uint64_t)delta > m->max_pages ||
	    (more && mprotect(guest.base + now, more, PROT_READ | PROT_WRITE) < 0)) {
		rt.refused = true;
		return (uint32_t)GROW_FAILED;
	}
	resize(now + more);
	return before;
}

int runtime_shrink(uint64_t bytes)
{
	uint64_t more = guest.size - bytes;

	if (!more)
		return 0;
	if (madvise(guest.base + bytes, more, MADV_DONTNEED) < 0 ||
	    mprotect(guest.base + bytes, more, PROT_NONE) < 0)
		return -errno;
	resize(bytes);
	return 0;
}

void wasm_rt_allocate_funcref_table(wasm_rt_funcref_table_t *t, uint32_t n, uint32_t max)
{
	void *data = mmap(NULL, n * sizeof(*t->data) + 1, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (data == MAP_FAILED)
		run_end(END_NO_MEMORY, 0);
	*t = (wasm_rt_funcref_table_t){ .data = data, .max_size = max, .size = n };
}

/* A guest lives as long as its process. */
void wasm_rt_free_memory(wasm_rt_memory_t *m)
{
	(void)m;
}

void wasm_rt_free_funcref_table(wasm_rt_funcref_table_t *t)
{
	(void)t;
}

void wasm_rt_trap(wasm_rt_trap_t trap)
{
	run_end(END_TRAP, (int)trap);
}

const char *wasm_rt_strerror(wasm_rt_trap_t trap)
{
	switch (trap) {
	case WASM_RT_TRAP_NONE:
		break;
	case WASM_RT_TRAP_OOB:
		return "out-of-bounds access to memory or to a table";
	case WASM_RT_TRAP_INT_OVERFLOW:
		return "integer overflow";
	case WASM_RT_TRAP_DIV_BY_ZERO:
		return "integer division by zero";
	case WASM_RT_TRAP_INVALID_CONVERSION:
		return "invalid conversion to integer";
	case WASM_RT_TRAP_UNREACHABLE:
		return "unreachable code (abort)";
	case WASM_RT_TRAP_CALL_INDIRECT:
		return "bad indirect call";
	case WASM_RT_TRAP_UNCAUGHT_EXCEPTION:
		return "uncaught exception";
	case WASM_RT_TRAP_EXHAUSTION:
		return "stack overflow";
	}
	return "no trap";
}

/* Types are equal if their signatures are. The numbers are from 1 on. */
uint32_t wasm_rt_register_func_type(uint32_t params, uint32_t results, ...)
{
	static struct {
		uint8_t params, results, of[SIGNATURE];
	} types[TYPES], type;
	static uint32_t count;
	uint32_t n = params + results;
	va_list ap;

	if (n > SIGNATURE || count == TYPES)
		run_end(END_NO_MEMORY, 0);
	memset(&type, 0, sizeof(type));
	type.params = (uint8_t)params;
	type.results = (uint8_t)results;
	va_start(ap, results);
	for (uint32_t i = 0; i < n; i++)
		type.of[i] = (uint8_t)va_arg(ap, int);
	va_end(ap);
	for (uint32_t i = 0; i < count; i++)
		if (!memcmp(&types[i], &type, sizeof(type)))
			return i + 1;
	types[count] = type;
	return ++count;
}
