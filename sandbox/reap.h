/* SPDX-License-Identifier: MIT */
/*
 * reap.h - mourn the dead.
 */
#ifndef SANDBOX_REAP_H
#define SANDBOX_REAP_H

#include "sandbox/box.h"

/* Reap the dead, the program and whoever else is ours. True when no child is left. */
bool reap_dead(struct box *);

#endif
