/* SPDX-License-Identifier: MIT */
/*
 * leftovers.h - what a program leaves in the folders of all users.
 */
#ifndef SANDBOX_LEFTOVERS_H
#define SANDBOX_LEFTOVERS_H

#include "sandbox/box.h"

/*
 * Remember what is in the folders of all users, and remove what is new there; forget it.
 */
void leftovers_remember(struct box *);
void leftovers_sweep(struct box *);
void leftovers_forget(struct stay *);

#endif
