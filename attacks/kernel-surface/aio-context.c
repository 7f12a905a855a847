// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: io_setup(2), the asynchronous I/O of Linux 2.5. Everybody speaks of io_uring; its elder is
 *        in every kernel still, maps a ring into the caller as well, and is on few lists.
 */
#include "attacks/attack.h"

#include <linux/aio_abi.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	aio_context_t context = 0;

	attempting(b);
	return syscall(SYS_io_setup, 4, &context) < 0 ? denied("io_setup") : hold();
}

const struct attack attack = {
	.effect = "the student's process shares a ring with the kernel's old asynchronous I/O",
	.means = "io_setup(2)",
	.oracle = "reach:aio",
	.attack_id = "T1068, CWE-1125, CWE-184",
	.remedy = "an allow list of system calls; fs.aio-max-nr = 0",
	.refs = (const char *const[]){ "io_setup(2)", NULL },
	.run = run,
};
