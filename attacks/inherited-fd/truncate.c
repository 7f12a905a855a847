// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's request is gone.
 * Means: ftruncate(2) to nothing, through the inherited descriptor. The worker's own stays valid,
 *        and what it mapped of the file faults with SIGBUS.
 */
#include "attacks/inherited-fd/inherited.h"

static enum claim run(const struct brief *b)
{
	int fd;

	attempting(b);
	fd = inherited(2, S_IFREG, O_RDWR);
	if (fd < 0)
		return denied("no file was inherited");
	return ftruncate(fd, 0) ? denied("ftruncate") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file that the worker is at work on is emptied",
	.means = "ftruncate(2) of an inherited descriptor",
	.oracle = "description",
	.id = "FDS-08",
	.attack_id = "T1485, CWE-403",
	.remedy = "close_range(2) before the student's program starts; F_SEAL_SHRINK",
	.refs = (const char *const[]){ "ftruncate(2)", "fcntl(2), File Sealing", NULL },
	.run = run,
};
