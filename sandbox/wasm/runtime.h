/* SPDX-License-Identifier: MIT */
/*
 * runtime.h - what the code that wasm2c writes calls: memory, tables, traps. See
 * /usr/include/wasm-rt.h (wabt); ours in place of wabt's, since a reset must know of every
 * byte, and a limit must hold.
 */
#ifndef WASM_RUNTIME_H
#define WASM_RUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WASM_PAGE = 65536 };

/* Offset (32 bits) and immediate (32 bits) of an access: it cannot leave this. */
#define RUNTIME_RESERVED (8ULL << 30)

/* How much linear memory there may be, in bytes: before the instance is made. */
void runtime_limit(uint64_t bytes);

/* The most that there has been since the last call of runtime_peak_start(), in bytes. */
uint64_t runtime_peak(void);
void runtime_peak_start(void);

/* Was memory refused since then? */
bool runtime_refused(void);

/* Take back what a job grew: memory is `bytes` again, and what was above is gone. 0 or -errno. */
int runtime_shrink(uint64_t bytes);

/* Is this an address that only an access beyond the guest's memory can touch? */
bool runtime_reserved(const void *address);

#endif
