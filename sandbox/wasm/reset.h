/* SPDX-License-Identifier: MIT */
/*
 * reset.h - the guest's whole state, kept once and put back exactly after every job.
 *
 *	linear memory      a private mapping of the kept image; pages that a job wrote are written
 *	                   over or thrown away, memory that it grew is taken back
 *	table of functions read-only from the moment it is kept: there is nothing to put back
 *	globals and sizes  copied back
 *	stack, registers   of the call in which the guest waits: copied back
 *	descriptors        copied back; what the job opened of the host's is closed
 *	files              the folder tree and the bytes: copied back, what is new is zero again
 *	streams            what came in and went out is forgotten
 *
 * There is no more: a guest has no threads, signals, timers or mappings, and the host keeps nothing
 * about it elsewhere. reset_compare() looks whether that is so.
 */
#ifndef WASM_RESET_H
#define WASM_RESET_H

#include <stdint.h>

#include "lib/err.h"

/* The guest is parked. Keep its state. 0 or -errno. */
int reset_save(struct err *);

/* Put it back. 0 or -errno. */
int reset_restore(struct err *);

/* Is the state the kept one, byte for byte? 0, or -EINVAL with what differs first. */
int reset_compare(struct err *);

struct reset_stats {
	uint64_t us;      /* of the last reset                                    */
	uint32_t copied;  /* pages that were written over                         */
	uint32_t dropped; /* pages that were thrown away                          */
};
extern struct reset_stats reset_stats;

#endif
