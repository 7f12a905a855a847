// SPDX-License-Identifier: MIT
/*
 * Reads a file of 400 MiB that lies beside it, one block at a time. That fills the page cache,
 * which is the kernel's to give and to take, and no memory of the student's: inert.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	static char block[1 << 16];
	int fd = open("/opt/attacks/0/large", O_RDONLY | O_CLOEXEC);
	size_t sum = 0;

	if (fd < 0)
		return failed("/opt/attacks/0/large");
	attempting(b);
	for (ssize_t n; (n = read(fd, block, sizeof(block))) > 0; sum += (size_t)n)
		;
	nanosleep(&(struct timespec){ .tv_nsec = 300000000 }, NULL); /* to be measured */
	return sum < 400u << 20 ? failed("it is not that large") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "none: the page cache fills",
	.means = "read(2) of 400 MiB",
	.oracle = "usage:memory",
	.remedy = "to count rss and shmem, not the cache",
	.run = run,
};
