// SPDX-License-Identifier: MIT
/*
 * unnamed-files.c - a disk bomb with nothing to delete.
 *
 * Goal: more bytes on disk than the budget.
 * Means: O_TMPFILE makes a file that never has a name. The folder is empty, and every cleaner is
 * content, while 96 MiB are gone. (Its flag contains O_DIRECTORY: a filter that tests it with &
 * instead of == denies every opendir(3).)
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FILES 12
#define MIB   (1L << 20)

/* By the call that libc has left behind; where that is refused, by today's. */
static int open_unnamed(const char *folder)
{
	int fd = (int)syscall(SYS_open, folder, O_TMPFILE | O_WRONLY, 0600);

	return fd < 0 ? open(folder, O_TMPFILE | O_WRONLY, 0600) : fd;
}

static enum claim run(const struct brief *b)
{
	const char *folder = getenv("TMPDIR") ?: "/tmp";
	static char block[MIB];

	memset(block, 'x', sizeof(block));
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		int fd = open_unnamed(folder);

		if (fd < 0)
			return denied("open(O_TMPFILE)");
		for (int n = 0; n < 8; n++)
			if (write(fd, block, sizeof(block)) != MIB)
				return denied("write");
	}
	return hold();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget, in an empty folder",
	.means = "twelve O_TMPFILE files of 8 MiB, which never had a name",
	.oracle = "usage:disk",
	.needs = NEED_X86_64,
	.id = "DISK-05",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "a watch by statvfs, which counts blocks and not names; end every process",
	.run = run,
};
