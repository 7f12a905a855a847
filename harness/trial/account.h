/* SPDX-License-Identifier: MIT */
/*
 * account.h - what is told of an episode that has come to its end: to cells, and to people.
 */
#ifndef HARNESS_ACCOUNT_H
#define HARNESS_ACCOUNT_H

#include "harness/trial/episode.h"

/* What play_episode() returns but its "ms"; `e`: what of the harness failed, NULL. A new reference.
 */
json_t *account_of(struct episode *ep, enum sight sight, const struct err *e, bool clean);

#endif
