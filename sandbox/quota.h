/* SPDX-License-Identifier: MIT */
/*
 * quota.h - what the supervisor adds up, since no limit of the kernel's does.
 */
#ifndef SANDBOX_QUOTA_H
#define SANDBOX_QUOTA_H

#include "sandbox/living.h"

/*
 * May one more file or name be made, so much be mapped shared, be reserved on disk (a mode and the
 * bytes of fallocate(2))? Then it is counted.
 */
bool quota_is_for(int nr); /* is it a call that makes a file or a name? */
bool quota_file(struct box *, int nr);
bool quota_shared(struct box *, pid_t, uint64_t bytes);
bool quota_pair(struct box *, pid_t, int type); /* of sockets */
bool quota_reserved(struct box *, int mode, uint64_t bytes);
/* The memory that no process has resident: mapped shared, or in pairs of sockets. */
uint64_t quota_held(const struct box *);

/*
 * In bytes: so much was found, and so much was made since one began to look.
 */
uint64_t quota_found(const struct box *, const struct living *, uint64_t shared_since,
		     uint64_t pairs_since);

#endif
