/* SPDX-License-Identifier: MIT */
/*
 * parked.h - what guard and reaper do in another way where the run is parked: park.h.
 */
#ifndef SANDBOX_PARKED_H
#define SANDBOX_PARKED_H

#include "lib/request.h"
#include "sandbox/box.h"

#include <setjmp.h>

/* Shared by the three: the guard writes it, the child takes a copy with it. */
struct job {
	uint64_t limit[BOX_LIMITS]; /* the request's own, where they are lower */
	uint32_t less_us[BOX_LIMITS];
	size_t n;
	char   frame[REQUEST_BYTES];
};

struct parked {
	struct box_options *options;
	int line;           /* to who asks                                               */
	int life;           /* the guard's end of the line to the reaper                 */
	struct job *job;
	char *frame;        /* the guard's own copy, which `request` points into         */
	struct request request;
	bool  there;        /* the request is                                            */
	struct err wrong;   /* ... and cannot be done                                    */
	void  *whole;       /* box and result, shared by guard and reaper                */
	size_t whole_bytes;
	struct box *box;    /* the child's copy                                          */
	jmp_buf born;
};

/* In the guard: read the request, and what in it is for the guard. A mistake in it is for the answer. */
int parked_take(struct parked *, struct err *);

/* In the reaper: fork the child, whose line is `ctl`; its pid, or -errno. */
pid_t parked_fork(struct box *, int ctl);

/* In the reaper, when all is read back: wait until the request is there, and begin accounts anew. */
int parked_wait(struct box *, int life, struct err *);

/* In the guard: wait for the request. False: the run is to end. */
bool parked_gate(struct box *, int sigfd, struct stay *);

#endif
