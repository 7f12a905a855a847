// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: socket(AF_ALG): the kernel's ciphers and sums for whoever asks. In 2026 a hole behind it wrote
 *        into the page cache: into the evaluator, for the next student. Docker's filter has refused it
 *        since Engine 29.4.3. The socket is made and bound to nothing; no hole is used.
 */
#include "attacks/attack.h"

#include <sys/socket.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	return socket(AF_ALG, SOCK_SEQPACKET, 0) < 0 ? denied("socket(AF_ALG)") : hold();
}

const struct attack attack = {
	.effect = "the student's process may ask the kernel's ciphers",
	.means = "socket(AF_ALG), which a list of forbidden domains does not have",
	.oracle = "reach:alg",
	.id = "KERN-07",
	.attack_id = "T1068, CWE-1125, CWE-184",
	.remedy = "sockets by an allow list of domains, not by a list of forbidden ones",
	.refs = (const char *const[]){ "Documentation/crypto/userspace-if.rst", NULL },
	.run = run,
};
