/* SPDX-License-Identifier: MIT */
/*
 * instance.h - the warm worker in the arena, and one invocation of it.
 */
#ifndef HARNESS_INSTANCE_H
#define HARNESS_INSTANCE_H

#include <stdbool.h>

#include "harness/trial/episode.h"

/*
 * Start the worker that the defence asks for, with a canary in each hiding place, and wait until
 * it is ready. Adds the channel "platform link". 0 or -errno.
 */
int instance_start(struct episode *ep, struct err *e);

/* The worker keeps the student that it has; the next instance_start() is another one. */
void instance_leave(struct episode *ep);

/* Is that student still there? Where nobody was left at work, nobody is missing. */
bool instance_keeps(struct episode *ep);

/* One invocation. */
struct invocation {
	char *const *argv;          /* complete: the defence's prefix included          */
	enum channel_kind kind;     /* CHANNEL_FEEDBACK or CHANNEL_HONEST                */
	bool     in_process;        /* the worker itself runs it                         */
	bool     deciding;          /* the one the oracle watches: it may end early, and
				       what it leaves running is waited for             */
	bool   (*answered)(struct episode *); /* what ends it, where the worker's child is to
				       stay; NULL: the end of that child                */
	int      survivors;         /* ... down to this many processes in the arena      */
	unsigned seconds;           /* wall clock                                        */
	int      life;              /* end of file: tear everything down and exit        */
};

enum invocation_end {
	INVOCATION_ENDED,           /* by itself; *status is set                         */
	INVOCATION_SEEN,            /* the oracle had seen enough                        */
	INVOCATION_TIMEOUT,         /* the wall clock ended it                           */
	INVOCATION_LOST,            /* the worker died under it                          */
};

/*
 * Run one invocation to its end. *status is its wait status, -1 unless it ended by itself. A
 * failure of the harness's own is -errno with *e.
 */
int instance_invoke(struct episode *ep, const struct invocation *inv, int *status, struct err *e);

/* Wait for the end of what was started otherwise, the same way. */
enum invocation_end instance_follow(struct episode *ep, const struct invocation *inv, int *status);

#endif
