/* SPDX-License-Identifier: MIT */
/*
 * zygote.h - the resident launcher's zygote: a program that has loaded what others need, and is forked for
 * each of them. What it has to do is in library/ordeal_sandbox.h.
 */
#ifndef SANDBOX_ZYGOTE_H
#define SANDBOX_ZYGOTE_H

#include "sandbox/options.h"

#include <sys/types.h>

struct zygote {
	pid_t pid;
	int   line;       /* by which runs are asked for; -1: there is none                 */
	unsigned served;  /* answers since it was started                                    */
	unsigned futile;  /* starts in a row of which nothing came                           */
};

/* Is there no filter that keeps a program from writing into other processes? */
bool zygote_is_open(const struct command *);

/* Can what is to be served be served by a zygote, and safely? 0 or -errno. */
int zygote_check(const struct command *, struct err *);

/* Start it, for the first time or because it has ended. 0 or -errno. */
int zygote_start(struct zygote *, const struct command *, struct err *);

/* Have a run parked that is asked over `line`. 0 or -errno. */
int zygote_park(struct zygote *, int line, struct err *);

/* Nothing is left in this process of variables that no program is to have. */
void environment_forget(const struct command *);

#endif
