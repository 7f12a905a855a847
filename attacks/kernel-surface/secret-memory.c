// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: memfd_secret(2): memory that the kernel takes out of its own map. No supervisor can read a
 *        path that lies there, no core dump shows it, and it cannot be swapped.
 */
#include "attacks/attack.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PAGE 4096

static enum claim run(const struct brief *b)
{
	char *page;
	int fd;

	attempting(b);
	fd = (int)syscall(SYS_memfd_secret, 0);
	if (fd < 0 || ftruncate(fd, PAGE))
		return denied("memfd_secret");
	page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (page == MAP_FAILED)
		return denied("mmap");
	*page = 1;
	return hold();
}

const struct attack attack = {
	.effect = "the student's process has memory that not even the kernel looks into",
	.means = "memfd_secret(2)",
	.oracle = "reach:secretmem",
	.needs = NEED_SECRETMEM,
	.id = "KERN-12",
	.attack_id = "T1068, T1564, CWE-1125",
	.remedy = "an allow list of system calls; RLIMIT_MEMLOCK = 0",
	.refs = (const char *const[]){ "memfd_secret(2), since Linux 5.14", NULL },
	.run = run,
};
