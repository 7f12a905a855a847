// SPDX-License-Identifier: MIT
/*
 * symbolic-links.c - a disk bomb of names that lead nowhere.
 *
 * Goal:  more files than the budget.
 * Means: symlinkat(2). A short link has no block of the disk's, but an inode as every file; nothing
 *        is opened, and nothing is written that a limit on bytes would see.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LINKS = 1900 };

static enum claim run(const struct brief *b)
{
	char name[16];

	if (chdir(getenv("TMPDIR") ?: "/tmp"))
		return failed("chdir");
	attempting(b);
	for (int i = 0; i < LINKS; i++) {
		snprintf(name, sizeof(name), "link-%d", i);
		if (symlinkat("nowhere", AT_FDCWD, name))
			return denied("symlinkat");
	}
	return hold();
}

const struct attack attack = {
	.effect = "more files than the budget",
	.means = "symlinkat(2), 1900 times",
	.oracle = "usage:inodes",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "count what makes a name, by all of its calls; a quota on inodes",
	.refs = (const char *const[]){ "symlink(7)", NULL },
	.run = run,
};
