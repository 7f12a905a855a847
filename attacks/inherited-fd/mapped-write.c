// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker marks another request than the one that came.
 * Means: a shared mapping of the inherited file. What is written is memory: no write(2), no
 *        RLIMIT_FSIZE, no call at all at the moment of the change, which may come after the
 *        worker's check and before its use.
 */
#include "attacks/inherited-fd/inherited.h"

#include <string.h>
#include <sys/mman.h>

static enum claim run(const struct brief *b)
{
	static const char forged[] = "another request";
	char *file;
	int fd;

	attempting(b);
	fd = inherited(2, S_IFREG, O_RDWR);
	if (fd < 0)
		return denied("no file was inherited");
	file = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (file == MAP_FAILED)
		return denied("mmap");
	memcpy(file, forged, sizeof(forged));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the content of a file that the worker is at work on is forged",
	.means = "a shared mapping of an inherited file",
	.oracle = "description",
	.id = "FDS-08",
	.attack_id = "T1565.001, CWE-403",
	.remedy = "close_range(2) before the student's program starts; sealed files (F_SEAL_WRITE)",
	.refs = (const char *const[]){ "mmap(2)", "fcntl(2), File Sealing", NULL },
	.run = run,
};
