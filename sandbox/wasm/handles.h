/* SPDX-License-Identifier: MIT */
/*
 * handles.h - the guest's table of descriptors, and its three streams.
 */
#ifndef WASM_HANDLES_H
#define WASM_HANDLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sandbox/wasm/memfs.h"

enum {
	HANDLES = 64,        /* --nofile natively                                       */
	HANDLE_ROOT = 3,     /* "/", which the guest's C library finds all others from  */
};

struct handle {
	enum { HANDLE_FREE, HANDLE_IN, HANDLE_OUT, HANDLE_ERR, HANDLE_FILE, HANDLE_FOLDER } kind;
	struct place place;
	int      host;             /* -1, or a descriptor of the host's to close            */
	uint16_t flags;            /* WASI_APPEND                                           */
	bool     reads, writes;
	uint64_t at;
	char     path[MEMFS_PATH]; /* a folder's                                            */
};

struct handles {
	struct handle handle[HANDLES];
	uint32_t high; /* handles from here on were never used */
};

extern struct handles handles;

/* Begin anew, with 0, 1, 2 and the root folder. What was open is forgotten, not let go of. */
void handles_init(void);

/* NULL where there is none. */
struct handle *handle_at(uint32_t fd);

/* The lowest free one, marked as `kind`; NULL: none. */
struct handle *handle_new(int kind, uint32_t *fd);

/* Let go of what it holds. */
void handle_close(struct handle *);

/* A job is over: give back what it holds of the host's. */
void handles_release(const struct handles *saved);

/* --- the streams --------------------------------------------------------------------------- */

/*
 * What the guest reads from descriptor 0: these parts in turn; a read never crosses from one to
 * the next.
 */
struct input {
	const uint8_t *part[2];
	size_t         size[2];
	unsigned       now;
	size_t         at;
	int            fd;   /* cold: a descriptor of the host's; -1: the parts          */
	bool           parks;/* the next read waits for a job                            */
	bool           last; /* a read beyond the parts ends the job: it waits for the next one */
};

/* What it wrote. */
struct output {
	int      fd[2];      /* where it goes at once; -1: to the buffers                */
	uint8_t *buffer[2];  /* of `limit` bytes each                                    */
	uint64_t bytes[2];   /* how many came                                            */
	uint64_t limit;      /* of both together                                         */
};

extern struct input input;
extern struct output output;

/* Of both streams: how many more bytes it may write. */
uint64_t output_left(void);

#endif
