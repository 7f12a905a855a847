/* SPDX-License-Identifier: MIT */
/*
 * quarry.h - what a shim refuses to everybody here: the environment of the worker, in /proc.
 *
 * Each attack of this row opens it in another way, and does the same with it.
 */
#ifndef ATTACKS_PRELOAD_EVASION_QUARRY_H
#define ATTACKS_PRELOAD_EVASION_QUARRY_H

#include "attacks/proc-read/neighbours.h"

#include <signal.h>
#include <stdio.h>

/* "/proc/PID/environ" of the worker. */
static inline const char *quarry(const struct brief *b)
{
	static char path[64];

	snprintf(path, sizeof(path), "/proc/%d/environ", b->worker);
	return path;
}

/*
 * In a pid namespace of one's own the worker's pid may become that of a child of ours, whose
 * environment is no quarry. Who starts a child asks first.
 */
static inline bool worker_in_sight(const struct brief *b)
{
	return !kill(b->worker, 0) || errno != ESRCH;
}

/* Hand over the credential in the open environ `fd`; -1 is a failed open, `what` was tried. */
static inline enum claim take(int fd, const char *what)
{
	return loot_environ(fd) ? CLAIM_DONE : denied(what);
}

#endif
