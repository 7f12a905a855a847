/* SPDX-License-Identifier: MIT */
/*
 * memfs.h - the guest's file system: the library, a writable scratch area, and folders of the host.
 *
 *	/                 scratch: anything may be made in it
 *	/tmp              scratch
 *	/usr/lib/...      the library, read-only (library.h)
 *	--ro FOLDER       a folder of the host at its own path, read-only
 *
 * Scratch lives in memory and is bounded in bytes, files and the size of one file. There are no
 * links, soft or hard, so a path leads where its words say; ".." is taken off before anything
 * is looked up. Below a folder of the host the kernel looks up, and is told to follow no link
 * and to stay beneath (openat2(2)).
 *
 * All that a job can change is in struct memfs and in the bytes of the files: what reset.c puts
 * back.
 */
#ifndef WASM_MEMFS_H
#define WASM_MEMFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"
#include "sandbox/wasm/library.h"
#include "sandbox/wasm/wasi.h"

enum {
	MEMFS_NODES = 512,  /* files and folders of scratch: what --files says natively      */
	MEMFS_NAME = 255,   /* bytes of a name                                              */
	MEMFS_PATH = 512,   /* bytes of a path, its NUL included                            */
	MEMFS_MOUNTS = 8,
	MEMFS_ROOT = 0,     /* the node of "/"                                              */
};
#define MEMFS_FSIZE (16ULL << 20) /* bytes of one file */

struct memfs_node {
	uint8_t  used, folder, linked; /* unlinked files live until nobody has them open     */
	int8_t   mount;                /* a folder of the host is here; -1                   */
	uint16_t parent, opens;
	uint32_t size;
	uint64_t mtime;                /* nanoseconds                                        */
	char     name[MEMFS_NAME + 1];
};

struct memfs {
	struct memfs_node node[MEMFS_NODES];
	uint32_t high;  /* nodes from here on were never used                                */
	uint64_t bytes; /* of all files                                                      */
};

extern struct memfs memfs;

struct memfs_limits {
	uint64_t disk, fsize; /* bytes */
	uint32_t files;
};

/* Once. `library` may be empty. 0 or -errno. */
int memfs_init(const struct library *, const struct memfs_limits *);

/* Show the guest a folder of the host, read-only, at its own absolute path. */
int memfs_mount(const char *folder, struct err *);

/* Where a path leads. */
struct place {
	enum { PLACE_SCRATCH, PLACE_LIBRARY, PLACE_HOST } kind;
	bool        folder;       /* not known for the host's                           */
	uint32_t    node;         /* scratch                                            */
	int         entry;        /* library                                            */
	int         mount;        /* host: which of the folders                         */
	char        rest[MEMFS_PATH]; /* host: the path below it, "." for itself         */
};

/*
 * Make an absolute path of `path` as seen from folder `from` (absolute): without ".", ".." and
 * double slashes; ".." at the top stays there. 0, WASI_ENAMETOOLONG, or WASI_EINVAL for a NUL
 * in it.
 */
uint32_t memfs_absolute(const char *from, const char *path, size_t n, char out[MEMFS_PATH]);

/* These take an absolute path, as memfs_absolute() makes it, and return a WASI errno. */
uint32_t memfs_find(const char *path, struct place *);
uint32_t memfs_make(const char *path, bool folder, uint32_t *node);
uint32_t memfs_remove(const char *path, bool folder);
uint32_t memfs_rename(const char *from, const char *to);

/* Of a scratch file. Reads and writes move at most n bytes; *done says how many. */
uint32_t memfs_read(uint32_t node, uint64_t at, void *to, size_t n, size_t *done);
uint32_t memfs_write(uint32_t node, uint64_t at, const void *from, size_t n, size_t *done);
uint32_t memfs_resize(uint32_t node, uint64_t size);
void memfs_opened(uint32_t node);
void memfs_closed(uint32_t node);

void memfs_stat(const struct place *, struct wasi_stat *); /* scratch and library */

/* One name of a folder. */
struct memfs_name {
	const char *name;
	uint32_t    n;
	uint8_t     type;
	uint64_t    ino, next; /* next: the cookie of the name after it                 */
};

/* The name at `cookie` (0: the first) of a folder of scratch or of the library; false: no more. */
bool memfs_list(const char *path, uint64_t cookie, struct memfs_name *);

/* Open what the host has there, read-only, beneath its mount. A descriptor, or -errno. */
int memfs_host_open(const struct place *, int flags);

/* The bytes of files from `high` nodes on, and of all that are not in use, are zero again. */
void memfs_forget(const struct memfs *saved);

/* The bytes of a scratch file, for who compares states; *n: how many may differ from zero. */
const uint8_t *memfs_bytes(uint32_t node, size_t *n);

/* Put bytes into a scratch file that has that size already. */
void memfs_put_bytes(uint32_t node, const void *from, size_t n);

const struct library *memfs_library(void);

/*
 * Within the file system only: a folder of scratch for each word of the path. The node, 0: no
 * room.
 */
uint32_t memfs_folders(const char *path);

#endif
