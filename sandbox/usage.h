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
	unsigned bell;           /* rung with each question          */
	unsigned asked;          /* the guard: one more each time    */
	unsigned answered;       /* the servant: up to this one      */
	uint64_t memory;
	struct living alive;
	unsigned asked_disk, answered_disk;
	uint64_t cpu_us;         /* with the question                */
	struct written written;
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
		uint64_t had_asked, had_base; /* memory, then                      */
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
	struct account disk;
	int      folder;         /* the box's own; -1                              */
	bool     disk_asked;
	uint64_t disk_since_ms, disk_then, disk_cpu;
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
bool exact_ask_disk(struct box *);
bool exact_answered_disk(const struct box *);
void exact_end(struct box *);
bool exact_is_dead(struct box *);

/* The program begins to run: what was used so far is not its affair. usage.c */
void usage_start(struct box *);

/* Look at everything that is watched: BOX_EXITED, or the budget that is overdrawn. *again_us: when to
 * look next. And at the disks alone. usage.c */
enum box_end watch_look(struct box *, unsigned *again_us);
enum box_end usage_disk(struct box *);

#endif
