/* SPDX-License-Identifier: MIT */
/*
 * stack.h - all layers, in the order of application.
 */
#ifndef SANDBOX_STACK_H
#define SANDBOX_STACK_H

#include "sandbox/layer.h"

/* stack.c: every layer in the order of application, NULL-terminated. */
extern const struct layer *const stack[];

extern const struct layer layer_fork, layer_env, layer_tmp, layer_session, layer_hygiene,
	layer_fds, layer_rlimit, layer_fdless,
	layer_nnp, layer_landlock, layer_seccomp, layer_supervise,
	layer_undumpable,
	layer_preload;

/* The index of a layer in the stack, -1 for a name that is none. */
int stack_find(const char *name, size_t n);

/* Is this layer of the stack in the set? */
bool stack_has(unsigned set, const struct layer *);

#endif
