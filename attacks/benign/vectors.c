// SPDX-License-Identifier: MIT
/*
 * vectors.c - a table written and read in pieces.
 *
 * writev(2) and readv(2), with a place in the file and without, with flags and without: what
 * standard libraries make of a list of buffers, and data bases of a page.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char name[] = "vectors-XXXXXX", head[4] = "head", tail[4] = "tail", to[2][4];
	const struct iovec out[2] = { { head, 4 }, { tail, 4 } },
			   in[2] = { { to[0], 4 }, { to[1], 4 } };
	int fd = mkstemp(name), good = 0;

	(void)b;
	if (fd < 0)
		return failed("mkstemp");
	good += writev(fd, out, 2) == 8;
	good += pwritev(fd, out, 2, 8) == 8;
	good += pwritev2(fd, out, 2, 16, 0) == 8;
	lseek(fd, 0, SEEK_SET);
	good += readv(fd, in, 2) == 8 && !memcmp(to, "headtail", 8);
	good += preadv(fd, in, 2, 12) == 8 && !memcmp(to, "tailhead", 8);
	good += preadv2(fd, in, 2, 16, 0) == 8 && !memcmp(to, "headtail", 8);
	unlink(name);
	printf("%d of 6\n", good);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file is written and read in pieces",
	.means = "writev(2), pwritev(2), pwritev2(2) and their reading halves",
	.oracle = "done",
	.expect = "6 of 6\n",
	.run = run,
};
