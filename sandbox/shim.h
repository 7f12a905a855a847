/* SPDX-License-Identifier: MIT */
/*
 * shim.h - --shim: the command is an evaluation function that shimmy starts.
 */
#ifndef SANDBOX_SHIM_H
#define SANDBOX_SHIM_H

#include "sandbox/command.h"

/* What follows from --shim, when all options are read. 0, or -EINVAL with a sentence. */
int shim_apply(struct command *, struct err *);

#endif
