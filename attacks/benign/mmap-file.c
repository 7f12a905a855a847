// SPDX-License-Identifier: MIT
/*
 * mmap-file.c - a file as memory.
 *
 * Map a file, change it in place, read the change back. What breaks it: RLIMIT_FSIZE below 1 MiB,
 * a filter on mmap's flags or on msync. The file lies in the working directory, or, where that is
 * not writable, in TMPDIR.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define BYTES (1L << 20)

static enum claim run(const struct brief *b)
{
	char name[] = "ordeal-XXXXXX", word[8] = "";
	char *text;
	int fd;

	(void)b;
	fd = mkstemp(name);
	if (fd < 0 && !chdir(getenv("TMPDIR") ?: "/tmp"))
		fd = mkstemp(strcpy(name, "ordeal-XXXXXX"));
	if (fd < 0 || ftruncate(fd, BYTES))
		return failed("a file of 1 MiB");
	text = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	unlink(name);
	if (text == MAP_FAILED)
		return failed("mmap");
	memcpy(text + BYTES / 2, "mapped", 6);
	if (msync(text, BYTES, MS_SYNC) || pread(fd, word, 6, BYTES / 2) != 6)
		return failed("msync");
	puts(word);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file is used as memory",
	.means = "mmap(2) of a shared file, msync(2), pread(2)",
	.oracle = "done",
	.id = "C04",
	.expect = "mapped\n",
	.run = run,
};
