// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: socket(AF_RXRPC): the transport of a network file system. A hole of 2026 was reached through it.
 *        The socket is made and bound to nothing; no hole is used.
 */
#include "attacks/attack.h"

#include <sys/socket.h>

#ifndef AF_RXRPC
#define AF_RXRPC 33
#endif

static enum claim run(const struct brief *b)
{
	attempting(b);
	return socket(AF_RXRPC, SOCK_DGRAM, AF_INET) < 0 ? denied("socket(AF_RXRPC)") : hold();
}

const struct attack attack = {
	.effect = "the student's process may speak a protocol of the kernel's that nobody here does",
	.means = "socket(AF_RXRPC), which a list of forbidden domains does not have",
	.oracle = "reach:rxrpc",
	.id = "KERN-07",
	.attack_id = "T1068, CWE-1125, CWE-184",
	.remedy = "sockets by an allow list of domains, not by a list of forbidden ones",
	.refs = (const char *const[]){ "Documentation/networking/rxrpc.rst", NULL },
	.run = run,
};
