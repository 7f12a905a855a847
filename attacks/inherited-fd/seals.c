// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker can never write to its own file again.
 * Means: F_ADD_SEALS. A memfd may be sealed by whoever can write to it, and no seal is ever taken
 *        off: the worker's next write fails with EPERM, for as long as the file lives.
 */
#include "attacks/inherited-fd/inherited.h"

static enum claim run(const struct brief *b)
{
	int fd;

	attempting(b);
	fd = inherited(2, S_IFREG, O_RDWR);
	if (fd < 0)
		return denied("no file was inherited");
	if (fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL))
		return denied("fcntl F_ADD_SEALS");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file of the worker's can no longer be written to, by anybody",
	.means = "F_ADD_SEALS on an inherited memfd",
	.oracle = "description",
	.attack_id = "T1499, CWE-403",
	.remedy = "close_range(2) before the student's program starts; seccomp on fcntl's commands",
	.refs = (const char *const[]){ "fcntl(2), File Sealing", NULL },
	.run = run,
};
