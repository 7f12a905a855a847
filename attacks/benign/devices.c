// SPDX-License-Identifier: MIT
/*
 * devices.c - the files that are always there.
 *
 * Zeroes to read, a place to throw things, a disk that is always full to test against, and numbers
 * from two sources.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static ssize_t read_from(const char *name, char byte[8])
{
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, byte, 8);

	if (fd >= 0)
		close(fd);
	return n;
}

static int error_of_writing(const char *name)
{
	int fd = open(name, O_WRONLY | O_CLOEXEC);
	int why = fd < 0 || write(fd, "x", 1) < 0 ? errno : 0;

	if (fd >= 0)
		close(fd);
	return why;
}

static enum claim run(const struct brief *b)
{
	char byte[8];
	int good = 0;

	(void)b;
	good += read_from("/dev/zero", byte) == 8 && byte[0] == 0;
	good += read_from("/dev/null", byte) == 0 && error_of_writing("/dev/null") == 0;
	good += error_of_writing("/dev/full") == ENOSPC;
	good += read_from("/dev/random", byte) == 8;
	good += read_from("/dev/urandom", byte) == 8;
	printf("%d of 5\n", good);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "devices without hardware answer",
	.means = "/dev/zero, /dev/null, /dev/full, /dev/random, /dev/urandom",
	.oracle = "done",
	.expect = "5 of 5\n",
	.run = run,
};
