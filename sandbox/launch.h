/* SPDX-License-Identifier: MIT */
/*
 * launch.h - from the box to the running program.
 */
#ifndef SANDBOX_LAUNCH_H
#define SANDBOX_LAUNCH_H

#include "sandbox/box.h"

#include <signal.h>

/* What guard and reaper have, each its own: signals, and its end of the line between the two. */
struct caller {
	sigset_t watched, mask; /* by sigfd; of the caller, for the program        */
	int sigfd, life;        /* signalfd(2); the line: its end of file is a death */
};

/*
 * In the reaper: prepare the layers, make the program's process, read back, and wait until it is dead.
 * 0: b->res says what became of it; or -errno with a sentence: it was never started.
 */
int launch(struct box *, const struct caller *, struct err *);

#endif
