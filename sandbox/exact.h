/* SPDX-License-Identifier: MIT */
/*
 * exact.h - the servant that takes exact looks for the guard.
 */
#ifndef SANDBOX_EXACT_H
#define SANDBOX_EXACT_H

#include "sandbox/kernel_memory.h"
#include "sandbox/living.h"
#include "sandbox/written.h"

/* Between the guard and the servant; each writes its own members. */
struct exact_page {
	unsigned bell;           /* rung with each question          */
	unsigned asked;          /* the guard: one more each time    */
	unsigned answered;       /* the servant: up to this one      */
	uint64_t memory;
	uint64_t least;          /* and so much there was, while it looked again and again */
	struct living alive;
	unsigned asked_disk, answered_disk;
	uint64_t cpu_us;         /* with the question                */
	struct written written;
	struct counted counted;
};

/* The guard's own. */
struct exact {
	pid_t  servant;          /* 0: none                                        */
	struct exact_page *page; /* with the servant, NULL                         */
	int    folder;           /* the box's own; -1                              */
	struct counted own;      /* where there is no servant                      */
};

/* Let there be a servant. False: there is none. */
bool exact_start(struct box *);

/* Ask it for memory, for the disk: false, there is none. Has it answered? */
bool exact_ask(struct box *);
bool exact_answered(const struct box *);
bool exact_ask_disk(struct box *);
bool exact_answered_disk(const struct box *);

/* Was it killed? And: no more of it. */
bool exact_is_dead(struct box *);
void exact_end(struct box *);

#endif
