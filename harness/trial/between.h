/* SPDX-License-Identifier: MIT */
/*
 * between.h - between two students: the worker tidies up, where the column says how; then the
 * instance stands still for a while, where the profile says that the platform freezes it.
 */
#ifndef HARNESS_BETWEEN_H
#define HARNESS_BETWEEN_H

#include "harness/trial/episode.h"

/* At the end of file on `life` all is torn down and the process exits. 0 or more, or -errno. */
int between(struct episode *ep, int life, struct err *e);

#endif
