/* SPDX-License-Identifier: MIT */
/*
 * layer_fds.h - close what the program must not get.
 */
#ifndef SANDBOX_LAYER_FDS_H
#define SANDBOX_LAYER_FDS_H

#include "sandbox/box.h"

/* Close all descriptors of this process but 0, 1, 2 and `keep` (-1: none). */
void fds_forget(const int keep[BOX_KEPT]);

#endif
