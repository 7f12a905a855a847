/* SPDX-License-Identifier: MIT */
/*
 * instance.h - the guest that is linked in: the one file that knows wasm2c's names for it.
 */
#ifndef WASM_INSTANCE_H
#define WASM_INSTANCE_H

#include "sandbox/wasm/run.h"

/* Make it: memory, tables, globals. Ends the program where its memory does not fit the limit. */
void instance_init(void);

/* Its main(); for run_start(). */
void instance_start(void);

/* What a reset puts back: the struct with its globals and the sizes; its table of functions. */
struct run_part instance_state(void);
struct run_part instance_table(void);

/* sha256 of the WebAssembly module that it was translated from, in hexadecimal. */
extern const char instance_sha256[];

/* The library that was built with it. */
extern const unsigned char library_start[], library_end[];

/* What was read to start with is read no more: its pages need not stay in memory. */
void instance_trim(void);

#endif
