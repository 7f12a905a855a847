/* SPDX-License-Identifier: MIT */
/*
 * notify_args.h - what the arguments of a call mean to the thread that waits in it.
 *
 * Everything is read once, and what cannot be read is an error: a second thread may change its memory
 * afterwards, nobody looks there again. Whoever uses these asks args_waits() when all is read and
 * before anything is done: only then was it that thread, and not who has its number since.
 */
#ifndef SANDBOX_ASKED_H
#define SANDBOX_ASKED_H

#include <limits.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Copy from its memory: the bytes, which may be fewer, or -1. */
ssize_t args_read(pid_t, uint64_t at, void *to, size_t n);

/* Copy a path. 0, -EFAULT or -ENAMETOOLONG. */
int args_path(pid_t, uint64_t at, char path[PATH_MAX]);

/* What a relative path starts from: its folder or its descriptor, as O_PATH; or -errno. */
int args_base(pid_t, int dir);

/* What its descriptor is open on, as O_PATH; or -errno. */
int args_behind(pid_t, int n);

/*
 * A path that means something else to everybody: /proc/self/fd/N, /dev/fd/N, /dev/stdin and its like,
 * /proc/self/exe. libc, shells and programs that want a name for what they have make such paths.
 * *fd: what it is to that thread, as O_PATH, or -errno. False: it is another path.
 */
bool args_own(pid_t, const char *path, int *fd);

/* Which descriptor of its own such a path names; -1: none. */
int args_descriptor(const char *path);

/* A path in /proc/self that a process may read (grants_own): *fd as above. False: it is another path. */
bool args_figure(pid_t, const char *path, int *fd);

/* The process that this thread is of, as a pidfd; or -errno. */
int args_process(pid_t);

/* Does it still wait for the answer? */
bool args_waits(int listener, uint64_t id);

/* `mode` without the bits of that thread's umask. */
mode_t args_mode(pid_t, mode_t mode);

#endif
