/* SPDX-License-Identifier: MIT */
/*
 * layer_supervise.h - the supervisor's listener.
 */
#ifndef SANDBOX_LAYER_SUPERVISE_H
#define SANDBOX_LAYER_SUPERVISE_H

#include "sandbox/box.h"

/* Take over the child's listener, its descriptor `theirs`; and answer who waits. */
int supervise_take(struct box *, int theirs, struct err *);
void supervise_answer(struct box *);

#endif
