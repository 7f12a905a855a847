// SPDX-License-Identifier: MIT
/*
 * core-file.c - the last thing a program writes, it does not write itself.
 *
 * Goal:  more bytes on disk than the budget.
 * Means: at a crash the kernel puts the whole memory into a file in the working directory. It
 *        does so where RLIMIT_CORE allows it, and a soft limit of 0, as most systems have it, is
 *        the program's to raise. No system call writes, so no filter and no counter is asked.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define BYTES (96UL << 20)

/* Raise a soft limit to the hard one. */
static int raise_limit(int resource)
{
	struct rlimit is;

	if (getrlimit(resource, &is))
		return -1;
	is.rlim_cur = is.rlim_max;
	return setrlimit(resource, &is);
}

static enum claim run(const struct brief *b)
{
	struct rlimit core;
	char *memory;

	if (chdir(getenv("TMPDIR") ?: "/tmp"))
		return failed("chdir");
	memory = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		return failed("mmap");
	memset(memory, 'x', BYTES);
	attempting(b);
	raise_limit(RLIMIT_FSIZE);
	if (raise_limit(RLIMIT_CORE) || getrlimit(RLIMIT_CORE, &core))
		return denied("setrlimit");
	errno = EPERM;
	if (!core.rlim_cur)
		return denied("RLIMIT_CORE");
	prctl(PR_SET_DUMPABLE, 1);
	abort();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget",
	.means = "a crash with 96 MiB in memory: the kernel writes the core file",
	.oracle = "usage:disk",
	.needs = NEED_CORES,
	.id = "DISK-13",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "RLIMIT_CORE 0, hard as well as soft",
	.refs = (const char *const[]){ "core(5)", NULL },
	.run = run,
};
