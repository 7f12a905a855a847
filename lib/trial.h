/* SPDX-License-Identifier: MIT */
/*
 * trial.h - find out by doing: something that may fail, hang or kill is done in a child that ends.
 *
 * The child leads a process group of its own, and the group is killed when the trial is over: at
 * its deadline at the latest, or when the caller dies. For the latter prctl(PR_SET_PDEATHSIG) is
 * not needed, which may be refused: the child asks for SIGKILL as the signal of a pipe (F_SETSIG)
 * whose other end only the caller has.
 */
#ifndef LIB_TRIAL_H
#define LIB_TRIAL_H

#include <stdbool.h>

struct trial {
	int error;  /* errno: there was no child */
	int code;   /* it exited with this       */
	int signal; /* that ended it             */
	bool hung;  /* it was still there at the deadline */
};

/*
 * Do act(arg) in a child, for at most `ms` milliseconds. What act() returns is the child's exit
 * code. The caller has one thread and no other children that end meanwhile. True: it ended by
 * itself.
 */
bool trial_run(int (*act)(void *), void *arg, unsigned ms, struct trial *t);

/*
 * For a child that act() forks and that does nothing: wait to be killed with the group, or end when
 * the caller of trial_run() is dead. The signal goes round the group once, and may miss who is just
 * being forked.
 */
_Noreturn void trial_pause(void);

#endif
