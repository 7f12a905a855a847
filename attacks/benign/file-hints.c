// SPDX-License-Identifier: MIT
/*
 * file-hints.c - a data base that knows what it will do next.
 *
 * Room is reserved, the kernel is told what will be read, what was written is to be on the disk;
 * and a copy is made without a byte passing through the program. All of it is advice or a short
 * cut, and few programs look at what became of it: those that do end.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/vfs.h>
#include <unistd.h>

#define SIZE 65536

/* sendfile(2): who is told EINVAL or ENOSYS may wish to read and write instead. */
static ssize_t copy_some(int out, int in, off_t *at)
{
	static char half[SIZE / 2];
	ssize_t n = sendfile(out, in, at, sizeof(half));

	if (n >= 0 || (errno != EINVAL && errno != ENOSYS))
		return n;
	n = pread(in, half, sizeof(half), *at);
	if (n > 0)
		*at += n;
	return n < 0 ? n : write(out, half, (size_t)n);
}

static enum claim run(const struct brief *b)
{
	char from[] = "hints-XXXXXX", to[] = "copy-XXXXXX", block[SIZE] = { 0 };
	int in = mkstemp(from), out = mkstemp(to), good = 0;
	loff_t start = 0;
	struct statfs fs;
	off_t at = 0;

	(void)b;
	if (in < 0 || out < 0)
		return failed("mkstemp");
	good += fallocate(in, 0, 0, SIZE) == 0;
	good += pwrite(in, block, SIZE, 0) == SIZE;
	good += posix_fadvise(in, 0, SIZE, POSIX_FADV_SEQUENTIAL) == 0;
	good += readahead(in, 0, SIZE) == 0;
	good += sync_file_range(in, 0, SIZE, SYNC_FILE_RANGE_WRITE) == 0;
	good += fdatasync(in) == 0 && fsync(in) == 0;
	good += fstatfs(in, &fs) == 0;
	good += copy_some(out, in, &at) == SIZE / 2;
	start = at;
	good += copy_file_range(in, &start, out, NULL, SIZE / 2, 0) == SIZE / 2;
	good += lseek(out, 0, SEEK_END) == SIZE;
	unlink(from);
	unlink(to);
	printf("%d of 10\n", good);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file is reserved, announced, made safe and copied",
	.means = "fallocate, fadvise, readahead, sync_file_range, fsync, sendfile, copy_file_range",
	.oracle = "done",
	.expect = "10 of 10\n",
	.run = run,
};
