// SPDX-License-Identifier: MIT
/*
 * processes-by-hand.c - what a shell does to start a job, by the kernel's own names.
 *
 * One child makes a group of its own, the other a session; the parent waits by the two calls that
 * there are. make starts its jobs with POSIX_SPAWN_RESETIDS: the effective ids become what the real
 * ones are.
 */
#include "attacks/benign/calls.h"

#include <signal.h>
#include <sys/wait.h>

static void begin_group(void)
{
	CALL(r == 0, setpgid, 0, 0);
	CALL(r == getpid(), getpgrp);
}

static void begin_session(void)
{
	CALL(r == getpid(), setsid);
	CALL(r == 0, setresuid, -1, getuid(), -1);
	CALL(r == 0, setresgid, -1, getgid(), -1);
}

/* Ends with the number of calls that were refused. */
static void start(void (*job)(void))
{
	fflush(stdout);
	if (CALL(r >= 0, fork) == 0) {
		refused = 0;
		job();
		fflush(stdout);
		_exit(refused);
	}
}

static void jobs(void)
{
	siginfo_t info = { .si_status = -1 };
	int status = -1;

	start(begin_group);
	CALL(r > 0 && status == 0, wait4, -1, &status, 0, NULL);
	start(begin_session);
	CALL(r == 0 && info.si_status == 0, waitid, P_ALL, 0, &info, WEXITED, NULL);
}

static enum claim run(const struct brief *b)
{
	(void)b;
	jobs();
	return tell_calls();
}

const struct attack attack = {
	.effect = "a shell starts a job and waits for it",
	.means = "fork, setpgid, setsid, setresuid, wait4, waitid",
	.oracle = "done",
	.needs = NEED_X86_64,
	.expect = "4 calls, 0 refused\n",
	.run = run,
};
