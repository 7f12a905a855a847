/* SPDX-License-Identifier: MIT */
/*
 * serve.h - the resident launcher: ordeal-request(7).
 */
#ifndef SANDBOX_SERVE_H
#define SANDBOX_SERVE_H

#include "sandbox/command.h"

#include <sys/types.h>

struct zygote;

struct slot {
	pid_t pid;  /* its process; 0: a run that a zygote has parked */
	int   line; /* frames there and back; -1: none                */
};

/* Start a slot's process, or have a run parked. 0 or -errno. */
int slot_open(struct slot *, const struct command *, struct zygote *, struct err *);

/* End what runs in it, and answer all the same. */
void slot_stop(const struct slot *);

/* End it all. */
void slot_close(struct slot *);

/* The process of a slot: run what comes over `line`, until its end. */
_Noreturn void slot_main(int line, const struct command *);

/* --serve: until SIGTERM or the end of its input. 0 or -errno. */
int serve(const struct command *, struct err *);

/* --client: send `c`'s command to the launcher at the socket, give on what it printed. Exit status. */
int serve_client(const struct command *, struct err *);

#endif
