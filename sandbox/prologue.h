/* SPDX-License-Identifier: MIT */
/*
 * prologue.h - what is asked before the rules of seccomp.rules, in the same filter, where an option or
 * a layer wants it. Nothing is allowed here: what passes is the rules' to decide.
 *
 *	--calls       a call that is not among them is refused
 *	noexec        nothing becomes code but what the loader maps (layer_noexec.c)
 *	own figures   /proc/self/maps and its like, of a child of the program's (notify_figures.c)
 *	--learn       only read(2) and write(2) are not heard of: the child needs them before
 *	              anybody hears
 */
#ifndef SANDBOX_PROLOGUE_H
#define SANDBOX_PROLOGUE_H

#include "sandbox/box.h"

#include <linux/filter.h>

enum { PROLOGUE_LENGTH = 3 * BOX_CALLS / 2 + 48 };

/* Into f, with PROLOGUE_LENGTH of room; how many instructions. */
size_t prologue_filter(struct sock_filter *f, const struct box *, bool supervised);

/* Does the prologue hear of opens that only read? */
bool prologue_figures(const struct box *);

#endif
