// SPDX-License-Identifier: MIT
/*
 * reserve-8g.c - 8 GiB of address space, of which 16 MiB are used.
 *
 * A run-time system such as Go's, Java's or a sanitizer's reserves addresses without memory behind
 * them and asks for the memory in pieces. It costs nothing, and RLIMIT_AS counts all of it: what is
 * meant as a limit on memory is a limit on languages. RLIMIT_DATA counts a piece when it is made
 * writable, and not before.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define RESERVED (8UL << 30)
#define USED     (16UL << 20)

static enum claim run(const struct brief *b)
{
	char *heap = mmap(NULL, RESERVED, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
			  -1, 0);

	(void)b;
	if (heap == MAP_FAILED)
		return failed("reserve 8 GiB");
	if (mprotect(heap + RESERVED / 2, USED, PROT_READ | PROT_WRITE))
		return failed("mprotect");
	memset(heap + RESERVED / 2, 1, USED);
	printf("%d\n", heap[RESERVED / 2 + USED - 1]);
	madvise(heap + RESERVED / 2, USED, MADV_DONTNEED);
	printf("%d\n", heap[RESERVED / 2 + USED - 1]);
	return munmap(heap, RESERVED) ? failed("munmap") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a run-time system reserves its heap",
	.means = "mmap(2) of 8 GiB PROT_NONE, mprotect(2) of the part in use",
	.oracle = "done",
	.quick = true,
	.id = "MEM-11",
	.expect = "1\n0\n",
	.run = run,
};
