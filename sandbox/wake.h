/* SPDX-License-Identifier: MIT */
/*
 * wake.h - a process that the program can stop goes on again.
 */
#ifndef SANDBOX_WAKE_H
#define SANDBOX_WAKE_H

#include "sandbox/box.h"

/* Let a timer wake this process, should the program stop it; false: there is none. */
bool wake_if_stopped(const struct box *, timer_t *);

#endif
