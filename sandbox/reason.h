/* SPDX-License-Identifier: MIT */
/*
 * reason.h - why the program ended, where it was not for a reason of ours.
 */
#ifndef SANDBOX_REASON_H
#define SANDBOX_REASON_H

#include "sandbox/box.h"

/* Of a signal, as far as a wait status and the usage tell. */
enum box_end reason_of(const struct box *, int sig);

/* What more can be said of it when all of the box is dead. */
void reason_explain(struct box *);

#endif
