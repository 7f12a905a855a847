// SPDX-License-Identifier: MIT
/*
 * pair-by-hand.c - two ends of a socket, as an event loop's own wake-up has them.
 *
 * send(2) and recv(2) are sendto and recvfrom without an address; what an end is called is nothing.
 */
#include "attacks/benign/calls.h"

#include <sys/socket.h>
#include <sys/un.h>

static enum claim run(const struct brief *b)
{
	char byte = 'x';
	struct iovec io = { &byte, 1 };
	struct msghdr message = { .msg_iov = &io, .msg_iovlen = 1 };
	struct sockaddr_un name;
	socklen_t size = sizeof(name), four = sizeof(int);
	int end[2], type;

	(void)b;
	CALL(r == 0, socketpair, AF_UNIX, SOCK_STREAM, 0, end);
	CALL(r == 0 && name.sun_family == AF_UNIX, getsockname, end[0], &name, &size);
	CALL(r == 0 && name.sun_family == AF_UNIX, getpeername, end[0], &name, &size);
	CALL(r == 0 && type == SOCK_STREAM, getsockopt, end[0], SOL_SOCKET, SO_TYPE, &type, &four);
	CALL(r == 1, sendto, end[0], &byte, 1, 0, NULL, 0);
	CALL(r == 1, recvfrom, end[1], &byte, 1, 0, NULL, NULL);
	CALL(r == 1, sendto, end[1], &byte, 1, 0, NULL, 0);
	CALL(r == 1, recvmsg, end[0], &message, 0);
	CALL(r == 0, shutdown, end[0], SHUT_WR);
	CALL(r == 0, recvfrom, end[1], &byte, 1, 0, NULL, NULL);
	return tell_calls();
}

const struct attack attack = {
	.effect = "an event loop wakes itself up",
	.means = "socketpair, sendto and recvfrom without an address, recvmsg, shutdown",
	.oracle = "done",
	.needs = NEED_X86_64,
	.expect = "10 calls, 0 refused\n",
	.run = run,
};
