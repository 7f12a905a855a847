// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: getsockopt(2) with SO_PEERPIDFD: a handle to whoever made the other end of a local socket.
 *        It reads like a question, and every list of harmless calls has it; the answer is a
 *        descriptor.
 */
#include "attacks/attack.h"

#include <sys/socket.h>

#ifndef SO_PEERPIDFD
#define SO_PEERPIDFD 77
#endif

static enum claim run(const struct brief *b)
{
	int pair[2], handle = -1;
	socklen_t n = sizeof(handle);

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		return failed("socketpair");
	attempting(b);
	if (getsockopt(pair[0], SOL_SOCKET, SO_PEERPIDFD, &handle, &n))
		return denied("getsockopt");
	return hold();
}

const struct attack attack = {
	.effect = "the student's process holds a handle to a process",
	.means = "getsockopt(2) with SO_PEERPIDFD on a pair of sockets",
	.oracle = "reach:pidfd",
	.attack_id = "T1057, CWE-1125",
	.remedy = "a list of the options that may be asked for, too",
	.refs = (const char *const[]){ "unix(7): SO_PEERPIDFD, since Linux 6.5", NULL },
	.run = run,
};
