/* SPDX-License-Identifier: MIT */
/*
 * imports.h - what a guest can ask of the host: WASI preview 1, one function each, and nothing
 * else.
 *
 * They are called by imports.c with whatever numbers the guest gives. Each returns a WASI
 * errno, and WASI_EFAULT for an offset or a length that guest_at() refuses. wasi_files.c:
 * descriptors; wasi_io.c: reading and writing; wasi_paths.c: paths; wasi_misc.c: arguments,
 * clocks, random bytes, the end.
 */
#ifndef WASM_IMPORTS_H
#define WASM_IMPORTS_H

#include <stdint.h>

#include "sandbox/wasm/wasi.h"

typedef uint32_t u32;
typedef uint64_t u64;

u32 wasi_args_get(u32 argv, u32 text);
u32 wasi_args_sizes_get(u32 count, u32 size);
u32 wasi_environ_get(u32 env, u32 text);
u32 wasi_environ_sizes_get(u32 count, u32 size);
u32 wasi_clock_res_get(u32 clock, u32 to);
u32 wasi_clock_time_get(u32 clock, u64 precision, u32 to);
u32 wasi_random_get(u32 to, u32 n);
u32 wasi_poll_oneoff(u32 in, u32 out, u32 n, u32 done);
_Noreturn void wasi_proc_exit(u32 code);

u32 wasi_fd_advise(u32 fd, u64 at, u64 n, u32 advice);
u32 wasi_fd_allocate(u32 fd, u64 at, u64 n);
u32 wasi_fd_close(u32 fd);
u32 wasi_fd_sync(u32 fd);
u32 wasi_fd_fdstat_get(u32 fd, u32 to);
u32 wasi_fd_fdstat_set_flags(u32 fd, u32 flags);
u32 wasi_fd_filestat_get(u32 fd, u32 to);
u32 wasi_fd_filestat_set_size(u32 fd, u64 size);
u32 wasi_fd_filestat_set_times(u32 fd, u64 a, u64 m, u32 flags);
u32 wasi_fd_pread(u32 fd, u32 iovs, u32 n, u64 at, u32 done);
u32 wasi_fd_pwrite(u32 fd, u32 iovs, u32 n, u64 at, u32 done);
u32 wasi_fd_read(u32 fd, u32 iovs, u32 n, u32 done);
u32 wasi_fd_write(u32 fd, u32 iovs, u32 n, u32 done);
u32 wasi_fd_prestat_get(u32 fd, u32 to);
u32 wasi_fd_prestat_dir_name(u32 fd, u32 to, u32 n);
u32 wasi_fd_readdir(u32 fd, u32 to, u32 n, u64 cookie, u32 done);
u32 wasi_fd_renumber(u32 fd, u32 to);
u32 wasi_fd_seek(u32 fd, u64 by, u32 whence, u32 to);

u32 wasi_path_open(u32 fd, u32 follow, u32 path, u32 n, u32 oflags, u64 rights, u64 inherited,
		   u32 flags, u32 to);
u32 wasi_path_create_directory(u32 fd, u32 path, u32 n);
u32 wasi_path_filestat_get(u32 fd, u32 follow, u32 path, u32 n, u32 to);
u32 wasi_path_filestat_set_times(u32 fd, u32 follow, u32 path, u32 n, u64 a, u64 m, u32 flags);
u32 wasi_path_readlink(u32 fd, u32 path, u32 n, u32 to, u32 size, u32 done);
u32 wasi_path_remove_directory(u32 fd, u32 path, u32 n);
u32 wasi_path_rename(u32 fd, u32 path, u32 n, u32 to_fd, u32 to_path, u32 to_n);
u32 wasi_path_unlink_file(u32 fd, u32 path, u32 n);

/* The guest's memory takes the 64 bytes of a filestat. */
u32 wasi_put_stat(u32 to, const struct wasi_stat *);

/* -errno of the host's, as WASI says it. */
u32 wasi_errno(int negative);

struct stat;
void wasi_stat_of(const struct stat *, struct wasi_stat *);

/* Once: the guest's arguments, the seconds that a clock may be finer than. */
void wasi_arguments(char *const *argv);
void wasi_clock_step(u64 nanoseconds);

#endif
