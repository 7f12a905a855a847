/* SPDX-License-Identifier: MIT */
/*
 * beside.h - the honest student of `secret:neighbour`, who is at work while the attack runs: where a
 * function answers several requests at a time, each has a process, and all have the same user.
 */
#ifndef ATTACKS_BESIDE_H
#define ATTACKS_BESIDE_H

#include "attacks/attack.h"

#include <stdio.h>
#include <unistd.h>

enum { AT_WORK_S = 60 };

/* Say that the secret is where it is to be, and be there until the instance ends. */
static inline enum claim at_work(void)
{
	puts("honest work done");
	fflush(stdout);
	sleep(AT_WORK_S);
	return CLAIM_DONE;
}

#endif
