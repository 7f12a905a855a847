/* SPDX-License-Identifier: MIT */
/*
 * usage.h - what the guard knows of what the box uses, and the servant that takes exact looks for it.
 */
#ifndef SANDBOX_USAGE_H
#define SANDBOX_USAGE_H

#include "sandbox/layer.h"

/* What the kernel keeps of the process that has most of it. kernel_memory.c */
struct counted {
	unsigned areas, things, turn;
	double   at_ms;
};

/* Between the guard and the servant; each writes its own members. exact.c */
struct exact {
	unsigned asked;          /* the guard: one more each time    */
	unsigned answered;       /* the servant: up to this one      */
	uint64_t memory;
	struct living alive;
	struct counted counted;
};

/* The guard's own. */
struct usage {
	struct book {
		pid_t    pid;
		unsigned look;   /* when it was last seen; by then:                */
		unsigned long long start;
		uint64_t us;     /* of the processor                               */
		uint64_t memory; /* what it had                                    */
		uint64_t faults; /* pages that it has touched; and when an exact   */
		uint64_t asked, base; /* look was asked for, was answered          */
	} book[BOX_BOOKS];
	unsigned look;
	uint64_t closed_us;      /* of books that made room for others             */
	uint64_t my_us, its_us;  /* of this thread, of the reaper, at the start    */
	pid_t    servant;        /* 0: none                                        */
	struct exact *exact;     /* with the servant, NULL                         */
	struct counted own;      /* where there is none                            */
	bool     asked, known;   /* it was asked; it has answered before:          */
	uint64_t memory;         /* the answer                                     */
	struct living alive;
	uint64_t since_ms;       /* when it was asked; and what was counted then   */
	uint64_t rest_then, shared_then, pairs_then, shared_base, pairs_base;
};

/* What the kernel keeps for them, in bytes; and count it of the next one. kernel_memory.c */
uint64_t kernel_memory(struct box *, const struct family *);
void kernel_memory_count(volatile struct counted *, const struct family *);

/*
 * The servant that takes exact looks: let there be one, ask it (false: there is none), has it answered?
 * No more of it. And was it killed? exact.c
 */
bool exact_start(struct box *);
bool exact_ask(struct box *);
bool exact_answered(const struct box *);
void exact_end(struct box *);
bool exact_is_dead(struct box *);

/* The program begins to run: what was used so far is not its affair. usage.c */
void usage_start(struct box *);

#endif
