/* SPDX-License-Identifier: MIT */
/*
 * wasi.h - the numbers of WASI preview 1 (wasi_snapshot_preview1 of
 * github.com/WebAssembly/WASI), as far as this host uses them.
 */
#ifndef WASM_WASI_H
#define WASM_WASI_H

#include <stdint.h>

enum wasi_errno {
	WASI_OK = 0,
	WASI_EACCES = 2,
	WASI_EBADF = 8,
	WASI_EEXIST = 20,
	WASI_EFAULT = 21,
	WASI_EFBIG = 22,
	WASI_EINTR = 27,
	WASI_EINVAL = 28,
	WASI_EIO = 29,
	WASI_EISDIR = 31,
	WASI_ELOOP = 32,
	WASI_EMFILE = 33,
	WASI_ENAMETOOLONG = 37,
	WASI_ENOENT = 44,
	WASI_ENOSPC = 51,
	WASI_ENOSYS = 52,
	WASI_ENOTDIR = 54,
	WASI_ENOTEMPTY = 55,
	WASI_ENOTSUP = 58,
	WASI_EPERM = 63,
	WASI_EPIPE = 64,
	WASI_EROFS = 69,
	WASI_ESPIPE = 70,
	WASI_ENOTCAPABLE = 76,
};

enum wasi_filetype {
	WASI_CHARACTER = 2,
	WASI_DIRECTORY = 3,
	WASI_REGULAR = 4,
	WASI_SYMLINK = 7,
	WASI_OTHER = 0,
};

enum { WASI_CREAT = 1, WASI_ODIRECTORY = 2, WASI_EXCL = 4, WASI_TRUNC = 8 }; /* oflags  */
enum { WASI_APPEND = 1 };                                                   /* fdflags */
enum { WASI_RIGHT_READ = 1 << 1, WASI_RIGHT_SEEK = 1 << 2, WASI_RIGHT_TELL = 1 << 5,
       WASI_RIGHT_WRITE = 1 << 6 };
enum { WASI_SET, WASI_CUR, WASI_END };                                      /* whence  */
enum { WASI_CLOCK = 0, WASI_FD_READ = 1, WASI_FD_WRITE = 2 };               /* events  */

/* What a file is: what fd_filestat_get and path_filestat_get say. */
struct wasi_stat {
	uint64_t ino, nlink, size, mtime; /* mtime: nanoseconds */
	uint8_t  type;
};

#endif
