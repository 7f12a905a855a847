// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: io_uring_setup(2). The ring is a second table of system calls, run by the kernel's own
 *        threads, and for years the most rewarding place to look for a hole. Four entries will do.
 */
#include "attacks/attack.h"

#include <linux/io_uring.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	struct io_uring_params params = { 0 };

	attempting(b);
	return syscall(SYS_io_uring_setup, 4, &params) < 0 ? denied("io_uring_setup") : hold();
}

const struct attack attack = {
	.effect = "the student's process has a ring whose requests the kernel carries out itself",
	.means = "io_uring_setup(2)",
	.oracle = "reach:io_uring",
	.needs = NEED_IO_URING,
	.quick = true,
	.id = "KERN-01",
	.attack_id = "T1068, CWE-1125",
	.remedy = "an allow list of system calls; kernel.io_uring_disabled",
	.refs = (const char *const[]){ "io_uring_setup(2), since Linux 5.1", NULL },
	.run = run,
};
