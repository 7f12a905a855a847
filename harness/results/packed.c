// SPDX-License-Identifier: MIT
#include "harness/results/packed.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>
#include <zlib.h>

static ssize_t take(void *cookie, char *buf, size_t size)
{
	return gzread(cookie, buf, size < INT_MAX ? (unsigned)size : INT_MAX);
}

static int finish(void *cookie)
{
	return gzclose(cookie) == Z_OK ? 0 : EOF;
}

FILE *packed_open(const char *path)
{
	static const cookie_io_functions_t calls = { .read = take, .close = finish };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	gzFile packed = fd < 0 ? NULL : gzdopen(fd, "rb");
	FILE *file;

	if (!packed) {
		if (fd >= 0) {
			close(fd);
			errno = ENOMEM;
		}
		return NULL;
	}
	gzbuffer(packed, 1 << 17);
	file = fopencookie(packed, "r", calls);
	if (!file)
		gzclose(packed);
	return file;
}
