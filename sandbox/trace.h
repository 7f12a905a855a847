/* SPDX-License-Identifier: MIT */
/*
 * trace.h - what a launch is made of: when each of its steps ended. Off unless --trace asks.
 *
 * The steps are taken by three processes that share the list and take turns, so the clock's
 * readings are in order but for what the guard does meanwhile; they are sorted before they are told.
 */
#ifndef SANDBOX_TRACE_H
#define SANDBOX_TRACE_H

#include "lib/err.h"

#include <stdint.h>

enum { TRACE_STEPS = 96 };

struct trace {
	unsigned count;
	struct trace_step {
		const char *what; /* "inside", and of which layer; NULL: of none */
		const char *layer;
		uint64_t ns;      /* of CLOCK_MONOTONIC, when it had ended       */
	} step[TRACE_STEPS];
};

/* A step has ended; nothing where `t` is NULL. A system call at most: the child may call it. */
void trace_step(struct trace *t, const char *what, const char *layer);

/* One object of JSON: {"steps": [["inside seccomp", MICROSECONDS], ...]}. 0 or -errno. */
int trace_write(struct trace *t, const char *path, struct err *e);

#endif
