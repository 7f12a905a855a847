/* SPDX-License-Identifier: MIT */
/*
 * fd.h - descriptors that close themselves, whole reads and whole writes.
 */
#ifndef LIB_FD_H
#define LIB_FD_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static inline void fd_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* int fd _cleanup_fd_ = -1; is closed when its scope ends, errno may change. */
#define _cleanup_fd_ __attribute__((cleanup(fd_close)))

/* Hand a descriptor on: the variable forgets it, so its scope does not close it. */
static inline int fd_steal(int *fd)
{
	int was = *fd;

	*fd = -1;
	return was;
}

/* Write all n bytes, through EINTR and short writes. 0, or -errno of write(2). */
int fd_write_all(int fd, const void *buf, size_t n);

/*
 * Read the file `name` below the directory descriptor dirfd (AT_FDCWD: relative to here) into buf,
 * at most size - 1 bytes, and end it with a NUL. Returns the bytes read, or -errno of openat(2) or
 * read(2). Made for /proc and cgroup files: one open, one read to the end, one close.
 */
ssize_t fd_slurp(int dirfd, const char *name, char *buf, size_t size);

/* Write the string `text` to the existing file `name` below dirfd, in one write. 0 or -errno. */
int fd_put(int dirfd, const char *name, const char *text);

/* Are these one file? */
static inline bool stat_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Do two descriptors lead to one file? Not when one of them is none. */
bool fd_same(int a, int b);

enum { FD_PATH = 32 };

/* A path to what a descriptor holds, of this process only: for calls that take no O_PATH. proc(5)
 */
void fd_path(int fd, char path[FD_PATH]);

/* Where what it holds lies now. The length; -ENAMETOOLONG, or -errno of readlink(2). */
ssize_t fd_place(int fd, char where[PATH_MAX]);

/* Open anew what it holds, O_CLOEXEC added. A descriptor to close, or -errno of open(2). */
int fd_reopen(int fd, int flags);

/* Let its reads and writes wait from now on. 0, or -errno of fcntl(2). */
int fd_block(int fd);

/* The last name of a path: what is behind its last slash. "" when that is nothing. */
const char *path_last(const char *path);

/* Is it this folder, or below it? By their text alone: places, as of fd_place(). */
bool path_below(const char *path, const char *folder);

/* Its folder, O_PATH. A descriptor to close; -ENAMETOOLONG, or -errno of open(2). */
int path_folder(const char *path);

#endif
