/* SPDX-License-Identifier: MIT */
/*
 * fd.h - descriptors that close themselves, whole reads and whole writes.
 */
#ifndef LIB_FD_H
#define LIB_FD_H

#include <stddef.h>
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

#endif
