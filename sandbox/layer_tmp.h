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

/* What a request brought as text becomes a file. The folder is new: nothing of that name is there. */
int tmp_put_program(const struct box *, int folder, struct err *);

/* The reaper was killed: find its folder again, and empty what it would have emptied. */
void tmp_take_over(struct box *, const struct stay *);

#endif
