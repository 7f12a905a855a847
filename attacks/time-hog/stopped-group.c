// SPDX-License-Identifier: MIT
/*
 * stopped-group.c - the clock is stopped with the program.
 *
 * Goal:  the worker waits longer than the exercise allows.
 * Means: SIGSTOP can be sent to a whole process group, and the wrapper that holds the clock is in
 *        the program's group, as its leader (timeout) or because nobody made one (subprocess). A
 *        stopped process handles no SIGALRM and wakes from no poll: it can kill nobody.
 */
#include "attacks/persistence/survivor.h"

#include <signal.h>

#define STOPPED_MS 6000

/* Who is stopped ends nothing, itself neither: one in another session does, late enough. */
static void have_an_end(void)
{
	pid_t group = getpgrp();
	int line[2];

	open_line(line);
	if (fork()) {
		until_gone(line);
		return;
	}
	slip_away();
	pause_ms(STOPPED_MS);
	kill(-group, SIGCONT);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	have_an_end();
	if (!kill(0, SIGSTOP) || !kill(getpid(), SIGSTOP))
		return CLAIM_DONE; /* somebody continued us */
	return denied("kill");
}

const struct attack attack = {
	.effect = "the worker waits longer than allowed",
	.means = "SIGSTOP to the own process group, where the clock is too",
	.oracle = "usage:time",
	.attack_id = "T1499.003, CWE-400",
	.remedy = "a session of its own for the program, so that the clock is not in its group",
	.refs = (const char *const[]){ "kill(2)", "setsid(2)", NULL },
	.run = run,
};
