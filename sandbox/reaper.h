/* SPDX-License-Identifier: MIT */
/*
 * reaper.h - parent of the program, and of whoever loses its parent.
 */
#ifndef SANDBOX_REAPER_H
#define SANDBOX_REAPER_H

#include "sandbox/box.h"

/* After "go": until the program is dead. */
void reaper_run(struct box *, int sigfd, int life);

#endif
