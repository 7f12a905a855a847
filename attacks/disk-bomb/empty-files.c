// SPDX-License-Identifier: MIT
/*
 * empty-files.c - a disk bomb that weighs nothing.
 *
 * Goal: more inodes than the budget; a file system without inodes is as full as one without blocks.
 * Means: 2000 empty files in one folder. RLIMIT_FSIZE, even at 0, has no objection, and a quota
 * in bytes counts 0.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define FILES 2000

static enum claim run(const struct brief *b)
{
	char name[64];

	if (chdir(getenv("TMPDIR") ?: "/tmp"))
		return failed("chdir");
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		int fd;

		snprintf(name, sizeof(name), "%s.%d", b->name, i);
		fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0)
			return denied("open");
		close(fd);
	}
	return hold();
}

const struct attack attack = {
	.effect = "more inodes than the budget",
	.means = "2000 empty files, which no limit in bytes counts",
	.oracle = "usage:inodes",
	.quick = true,
	.id = "DISK-09",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "a quota on inodes, or a watch on statvfs' f_ffree while the program runs",
	.run = run,
};
