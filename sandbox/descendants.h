/* SPDX-License-Identifier: MIT */
/*
 * descendants.h - who is in the box: the program and all that descend from it.
 */
#ifndef SANDBOX_DESCENDANTS_H
#define SANDBOX_DESCENDANTS_H

#include "sandbox/box.h"

/*
 * Who is in the box: the program and its descendants, parents before children. Where /proc does not
 * say, or there are more, the list is shorter. And: kill them.
 */
enum { DESCENDANTS = 256 }; /* processes; NPROC is far below. Where memory is limited, more are the end */

struct descendants {
	pid_t  pid[DESCENDANTS];
	size_t n;
	bool   many; /* there are more */
};

void descendants_list(const struct box *, struct descendants *);
void descendants_kill(const struct box *);

#endif
