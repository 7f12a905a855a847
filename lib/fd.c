// SPDX-License-Identifier: MIT
#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

int fd_write_all(int fd, const void *buf, size_t n)
{
	const char *at = buf;

	while (n > 0) {
		ssize_t k = write(fd, at, n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return -errno;
		at += k;
		n -= (size_t)k;
	}
	return 0;
}

ssize_t fd_slurp(int dirfd, const char *name, char *buf, size_t size)
{
	int fd _cleanup_fd_ = openat(dirfd, name, O_RDONLY | O_CLOEXEC);
	size_t have = 0;

	if (fd < 0)
		return -errno;
	while (have + 1 < size) {
		ssize_t k = read(fd, buf + have, size - 1 - have);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return -errno;
		if (k == 0)
			break;
		have += (size_t)k;
	}
	buf[have] = '\0';
	return (ssize_t)have;
}

int fd_put(int dirfd, const char *name, const char *text)
{
	int fd _cleanup_fd_ = openat(dirfd, name, O_WRONLY | O_CLOEXEC);
	ssize_t k;

	if (fd < 0)
		return -errno;
	k = write(fd, text, strlen(text));
	return k < 0 ? -errno : 0;
}

bool fd_same(int a, int b)
{
	struct stat x, y;

	return fstat(a, &x) == 0 && fstat(b, &y) == 0 && stat_same(&x, &y);
}

void fd_path(int fd, char path[FD_PATH])
{
	snprintf(path, FD_PATH, "/proc/self/fd/%d", fd);
}

ssize_t fd_place(int fd, char where[PATH_MAX])
{
	char path[FD_PATH];
	ssize_t n;

	fd_path(fd, path);
	n = readlink(path, where, PATH_MAX);
	if (n < 0 || n == PATH_MAX)
		return n < 0 ? -errno : -ENAMETOOLONG;
	where[n] = '\0';
	return n;
}

int fd_reopen(int fd, int flags)
{
	char path[FD_PATH];

	fd_path(fd, path);
	fd = open(path, flags | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

int fd_block(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags < 0 || fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) < 0 ? -errno : 0;
}

const char *path_last(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool path_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	while (n && folder[n - 1] == '/')
		n--;
	return !strncmp(path, folder, n) && (!path[n] || path[n] == '/');
}

int path_folder(const char *path)
{
	char folder[PATH_MAX];
	int n = (int)(path_last(path) - path);
	int fd;

	if (snprintf(folder, sizeof(folder), "%.*s", n ? n : 1, n ? path : ".") >= PATH_MAX)
		return -ENAMETOOLONG;
	fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}
