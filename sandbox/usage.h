/* SPDX-License-Identifier: MIT */
/*
 * usage.h - what the guard knows of what the box uses.
 */
#ifndef SANDBOX_USAGE_H
#define SANDBOX_USAGE_H

#include "sandbox/living.h"

/* The guard's own. */
struct usage {
	struct cpu_account {
		pid_t    pid;
		unsigned look;   /* when it was last seen; by then:                */
		unsigned long long start;
		uint64_t us;     /* of the processor                               */
		uint64_t memory; /* what it had                                    */
		uint64_t faults; /* pages that it has touched; and when an exact   */
		uint64_t asked, base; /* look was asked for, was answered          */
		uint64_t had_asked, had_base; /* memory, then                      */
	} account[BOX_ACCOUNTS];
	unsigned look;
	uint64_t closed_us;      /* of books that made room for others             */
	uint64_t my_us, its_us;  /* of this thread, of the reaper, at the start    */
	bool     asked, known;   /* it was asked; it has answered before:          */
	uint64_t memory;         /* the answer                                     */
	struct living alive;
	long     youngest;       /* process when it was asked                              */
	uint64_t since_ms;       /* when it was asked; and what was counted then   */
	struct disk_account disk;
	bool     disk_asked;
	uint64_t disk_since_ms, disk_then, disk_cpu;
	uint64_t rest_then, shared_then, pairs_then, shared_base, pairs_base;
};

/* The program begins to run: what was used so far is not its affair. */
void usage_start(struct box *);

/*
 * Look at everything that is watched: BOX_EXITED, or the budget that is overdrawn. *again_us:
 * when to look next.
 */
enum box_end usage_look(struct box *, unsigned *again_us);

/* And at the disks alone. */
enum box_end usage_disk(struct box *);

#endif
