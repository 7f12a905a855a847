/* SPDX-License-Identifier: MIT */
/*
 * layer_session.h - what who cleans up in the reaper's place needs of session.
 */
#ifndef SANDBOX_LAYER_SESSION_H
#define SANDBOX_LAYER_SESSION_H

#include "sandbox/box.h"

/* Remove what the program, which is dead, left in the kernel's tables. */
void session_forget(struct box *);

#endif
