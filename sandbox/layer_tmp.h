/* SPDX-License-Identifier: MIT */
/*
 * layer_tmp.h - the box's own folder, for others than its layer.
 */
#ifndef SANDBOX_LAYER_TMP_H
#define SANDBOX_LAYER_TMP_H

#include "sandbox/box.h"

/* Remember what is there before the program: in the folders that are emptied, and those of all users. */
int tmp_remember(struct box *, struct err *);

/* The box's folder, found again by its name; -1. */
int tmp_open(const struct box *);

/* The reaper was killed: find its folder again, and empty what it would have emptied. */
void tmp_take_over(struct box *, const struct stay *);

#endif
