/* SPDX-License-Identifier: MIT */
/*
 * reach.h - does a process hold a facility of the kernel? Asked of its folder in /proc.
 *
 * What a system call returned is the caller's word. What it left behind, the kernel shows to
 * whoever may look: a descriptor that is a ring and not a file, a personality, a mount.
 */
#ifndef HARNESS_REACH_H
#define HARNESS_REACH_H

#include <stddef.h>

extern const char *const reach_names[]; /* "io_uring", "userns", ...; NULL-terminated */

/*
 * Does process `pid` (its name in `proc`, a descriptor of a /proc) hold the facility? `tag` is the
 * word by which a mount or a root folder is told from those that were there before. 1: yes, and
 * `what` says how it shows; 0: no, or it is gone; -errno: cannot look.
 */
int reach_holds(int proc, const char *pid, const char *facility, const char *tag, char *what,
		size_t size);

#endif
