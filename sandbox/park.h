/* SPDX-License-Identifier: MIT */
/*
 * park.h - a run whose program is a fork of the caller, made and confined before its request comes.
 *
 *	zygote --fork--> guard --fork--> reaper --fork--> child     park_start() returns in it
 *	                 |               |                |         park_enter(): the layers
 *	                 |               read back        waits
 *	line --request-> |               |                |
 *	                 limits, input   |                |
 *	                 "it is there" ->|                |
 *	                                 accounts anew    |
 *	                                 "go" ----------->|         park_enter() returns the request
 *	line <--answer-- |
 *
 * The child shares nothing with the others but what it is given: park_enter() unmaps the rest.
 */
#ifndef SANDBOX_PARK_H
#define SANDBOX_PARK_H

#include "sandbox/parked.h"

/*
 * 0 in the child, which then calls park_enter(); else, in a process that is the run's guard to its
 * end, it does not return. `words` are options of ordeal-sandbox(1), with a name before them.
 */
int park_start(struct parked *, int line, int argc, char **argv);

/* In the child: put on the layers, wait for the request, and take it. Ends the process if that fails. */
void park_enter(struct parked *, struct request *);

#endif
