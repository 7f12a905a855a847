/* SPDX-License-Identifier: MIT */
/*
 * descendants.h - who is in the box: the program and all that descend from it.
 */
#ifndef SANDBOX_DESCENDANTS_H
#define SANDBOX_DESCENDANTS_H

#include "sandbox/box.h"

/* Processes in a list. The limit of tasks is far below; where memory is limited, more end the run. */
enum { DESCENDANTS = 256 };

struct descendants {
	pid_t  pid[DESCENDANTS];
	size_t n;
	bool   many; /* there are more */
};

/* The program and its descendants, parents before children; what /proc does not tell is not in it. */
void descendants_list(const struct box *, struct descendants *);

/* SIGKILL to each of them, once: who is born meanwhile is not hit. */
void descendants_kill(const struct box *);

#endif
