// SPDX-License-Identifier: MIT
/*
 * fallocate.c - a disk bomb without a single write.
 *
 * Goal: more bytes on disk than the budget.
 * Means: fallocate(2) reserves blocks, for good and at once. Who counts what write(2) writes
 * counts nothing.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define BYTES (128L << 20)

static enum claim run(const struct brief *b)
{
	int fd;

	if (chdir(getenv("TMPDIR") ?: "/tmp"))
		return failed("chdir");
	signal(SIGXFSZ, SIG_IGN);
	attempting(b);
	fd = open(b->name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return denied("open");
	if (fallocate(fd, 0, 0, BYTES))
		return denied("fallocate");
	return hold();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget",
	.means = "one fallocate(2) and no write(2)",
	.oracle = "usage:disk",
	.id = "DISK-06",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "RLIMIT_FSIZE, which the kernel checks here too",
	.run = run,
};
