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
 * In the child: put on every layer; say that all is ready to be read back, or that the child itself has read it
 * back, since nobody else may look at it, and wait for "go"; or say that a layer failed. The process ends
 * where the launch does.
 */
void launch_confine(struct box *);
void launch_wait(const struct box *, bool checked);
_Noreturn void launch_refuse(const struct box *, int layer, const struct err *);

/*
 * In the reaper: prepare the layers, make the program's process, read back, and wait until it is dead.
 * 0: b->res says what became of it; or -errno with a sentence: it was never started.
 */
int launch(struct box *, const struct caller *, struct err *);

#endif
