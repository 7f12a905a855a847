// SPDX-License-Identifier: MIT
#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
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
