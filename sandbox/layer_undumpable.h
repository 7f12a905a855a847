/* SPDX-License-Identifier: MIT */
/*
 * layer_undumpable.h - nobody reads this process's memory.
 */
#ifndef SANDBOX_LAYER_UNDUMPABLE_H
#define SANDBOX_LAYER_UNDUMPABLE_H

#include "sandbox/box.h"

/* This process's memory is nobody's to read from now on, if it only launches. */
void undumpable_self(const struct box *);

#endif
