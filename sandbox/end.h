/* SPDX-License-Identifier: MIT */
/*
 * end.h - end the run: kill the program and all that descends from it.
 */
#ifndef SANDBOX_END_H
#define SANDBOX_END_H

#include "sandbox/box.h"

/* Kill them. */
void end_kill(struct box *);

/* ... for a reason of ours: the first one counts. */
void end_run(struct box *, enum box_end why);

/* One of the sandbox's own was killed: so is everybody. */
void end_broken(struct box *);

#endif
