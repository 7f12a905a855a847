/* SPDX-License-Identifier: MIT */
/*
 * living.h - what of all that was ever made is still there.
 */
#ifndef SANDBOX_LIVING_H
#define SANDBOX_LIVING_H

#include "sandbox/descendants.h"

/* What of all that was made some process still has. */
struct living {
	unsigned sockets;
	uint64_t shared;
};

/* Of what was made, what they still have; false: look again. */
bool living_count(const struct descendants *, struct windows *, struct living *);

#endif
