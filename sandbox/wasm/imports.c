// SPDX-License-Identifier: MIT
/*
 * The names that wasm2c's code links to, and the gate that each call goes through: run_enter() and
 * run_leave() around every import, so that a clock never cuts one in two. What is not supported is
 * here too: sockets, links.
 */
#include "sandbox/wasm/imports.h"

#include "sandbox/wasm/run.h"

struct Z_wasi_snapshot_preview1_instance_t;
typedef struct Z_wasi_snapshot_preview1_instance_t host;

#define IMPORT(name, parameters, call)                                                             \
	u32 Z_wasi_snapshot_preview1Z_##name parameters;                                           \
	u32 Z_wasi_snapshot_preview1Z_##name parameters                                            \
	{                                                                                          \
		u32 r;                                                                             \
                                                                                                   \
		(void)h;                                                                           \
		run_enter();                                                                       \
		r = (call);                                                                        \
		run_leave();                                                                       \
		return r;                                                                          \
	}

/* clang-format off */
#pragma GCC diagnostic ignored "-Wunused-parameter" /* of what is not supported */
IMPORT(args_get, (host *h, u32 argv, u32 text), wasi_args_get(argv, text))
IMPORT(args_sizes_get, (host *h, u32 count, u32 size), wasi_args_sizes_get(count, size))
IMPORT(environ_get, (host *h, u32 env, u32 text), wasi_environ_get(env, text))
IMPORT(environ_sizes_get, (host *h, u32 count, u32 size), wasi_environ_sizes_get(count, size))
IMPORT(clock_res_get, (host *h, u32 clock, u32 to), wasi_clock_res_get(clock, to))
IMPORT(clock_time_get, (host *h, u32 clock, u64 precision, u32 to),
	wasi_clock_time_get(clock, precision, to))
IMPORT(random_get, (host *h, u32 to, u32 n), wasi_random_get(to, n))
IMPORT(poll_oneoff, (host *h, u32 in, u32 out, u32 n, u32 done), wasi_poll_oneoff(in, out, n, done))
IMPORT(fd_advise, (host *h, u32 fd, u64 at, u64 n, u32 advice), wasi_fd_advise(fd, at, n, advice))
IMPORT(fd_allocate, (host *h, u32 fd, u64 at, u64 n), wasi_fd_allocate(fd, at, n))
IMPORT(fd_close, (host *h, u32 fd), wasi_fd_close(fd))
IMPORT(fd_fdstat_get, (host *h, u32 fd, u32 to), wasi_fd_fdstat_get(fd, to))
IMPORT(fd_fdstat_set_flags, (host *h, u32 fd, u32 flags), wasi_fd_fdstat_set_flags(fd, flags))
IMPORT(fd_filestat_get, (host *h, u32 fd, u32 to), wasi_fd_filestat_get(fd, to))
IMPORT(fd_filestat_set_size, (host *h, u32 fd, u64 size), wasi_fd_filestat_set_size(fd, size))
IMPORT(fd_filestat_set_times, (host *h, u32 fd, u64 a, u64 m, u32 flags),
	wasi_fd_filestat_set_times(fd, a, m, flags))
IMPORT(fd_pread, (host *h, u32 fd, u32 iovs, u32 n, u64 at, u32 done),
	wasi_fd_pread(fd, iovs, n, at, done))
IMPORT(fd_pwrite, (host *h, u32 fd, u32 iovs, u32 n, u64 at, u32 done),
	wasi_fd_pwrite(fd, iovs, n, at, done))
IMPORT(fd_read, (host *h, u32 fd, u32 iovs, u32 n, u32 done), wasi_fd_read(fd, iovs, n, done))
IMPORT(fd_write, (host *h, u32 fd, u32 iovs, u32 n, u32 done), wasi_fd_write(fd, iovs, n, done))
IMPORT(fd_prestat_get, (host *h, u32 fd, u32 to), wasi_fd_prestat_get(fd, to))
IMPORT(fd_prestat_dir_name, (host *h, u32 fd, u32 to, u32 n), wasi_fd_prestat_dir_name(fd, to, n))
IMPORT(fd_readdir, (host *h, u32 fd, u32 to, u32 n, u64 cookie, u32 done),
	wasi_fd_readdir(fd, to, n, cookie, done))
IMPORT(fd_renumber, (host *h, u32 fd, u32 to), wasi_fd_renumber(fd, to))
IMPORT(fd_seek, (host *h, u32 fd, u64 by, u32 whence, u32 to), wasi_fd_seek(fd, by, whence, to))
IMPORT(fd_sync, (host *h, u32 fd), wasi_fd_sync(fd))
IMPORT(path_create_directory, (host *h, u32 fd, u32 path, u32 n),
	wasi_path_create_directory(fd, path, n))
IMPORT(path_filestat_get, (host *h, u32 fd, u32 follow, u32 path, u32 n, u32 to),
	wasi_path_filestat_get(fd, follow, path, n, to))
IMPORT(path_filestat_set_times, (host *h, u32 fd, u32 follow, u32 path, u32 n, u64 a, u64 m, u32
	flags),
	wasi_path_filestat_set_times(fd, follow, path, n, a, m, flags))
IMPORT(path_open, (host *h, u32 fd, u32 follow, u32 path, u32 n, u32 oflags, u64 rights, u64
	inherited, u32 flags, u32 to),
	wasi_path_open(fd, follow, path, n, oflags, rights, inherited, flags, to))
IMPORT(path_readlink, (host *h, u32 fd, u32 path, u32 n, u32 to, u32 size, u32 done),
	wasi_path_readlink(fd, path, n, to, size, done))
IMPORT(path_remove_directory, (host *h, u32 fd, u32 path, u32 n),
	wasi_path_remove_directory(fd, path, n))
IMPORT(path_rename, (host *h, u32 fd, u32 path, u32 n, u32 to_fd, u32 to_path, u32 to_n),
	wasi_path_rename(fd, path, n, to_fd, to_path, to_n))
IMPORT(path_unlink_file, (host *h, u32 fd, u32 path, u32 n), wasi_path_unlink_file(fd, path, n))
IMPORT(fd_datasync, (host *h, u32 fd), wasi_fd_sync(fd))
IMPORT(fd_tell, (host *h, u32 fd, u32 to), wasi_fd_seek(fd, 0, WASI_CUR, to))
IMPORT(path_link, (host *h, u32 a, u32 b, u32 c, u32 d, u32 e, u32 f, u32 g), WASI_ENOTSUP)
IMPORT(path_symlink, (host *h, u32 a, u32 b, u32 c, u32 d, u32 e), WASI_ENOTSUP)
IMPORT(sched_yield, (host *h), WASI_OK)
IMPORT(proc_raise, (host *h, u32 signal), WASI_ENOTSUP)
IMPORT(sock_accept, (host *h, u32 a, u32 b, u32 c), WASI_ENOTSUP)
IMPORT(sock_recv, (host *h, u32 a, u32 b, u32 c, u32 d, u32 e, u32 f), WASI_ENOTSUP)
IMPORT(sock_send, (host *h, u32 a, u32 b, u32 c, u32 d, u32 e), WASI_ENOTSUP)
IMPORT(sock_shutdown, (host *h, u32 a, u32 b), WASI_ENOTSUP)
/* clang-format on */

_Noreturn void Z_wasi_snapshot_preview1Z_proc_exit(host *h, u32 code);

_Noreturn void Z_wasi_snapshot_preview1Z_proc_exit(host *h, u32 code)
{
	(void)h;
	run_enter();
	wasi_proc_exit(code);
}
