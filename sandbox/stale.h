/* SPDX-License-Identifier: MIT */
/*
 * stale.h - folders of boxes that nobody of the box cleans up any more.
 */
#ifndef SANDBOX_STALE_H
#define SANDBOX_STALE_H

#include "sandbox/box.h"

/*
 * Is that the folder of another box that lives? Empty and remove those of boxes that do not.
 */
#define BOX_BASE "/tmp"
bool stale_is_held(const struct box *, int folder, const char *name, const struct stat *);
void stale_sweep(const char *base);

/* When the first of this user's other boxes that are alive was begun, ns since 1970; INT64_MAX: there is none. */
int64_t stale_others(const struct box *);

#endif
