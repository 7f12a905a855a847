/* SPDX-License-Identifier: MIT */
/*
 * stack.h - all layers, in the order of application.
 */
#ifndef SANDBOX_STACK_H
#define SANDBOX_STACK_H

#include "sandbox/layer.h"

/* stack.c: every layer in the order of application, NULL-terminated. */
extern const struct layer *const stack[];

extern const struct layer layer_fork, layer_env, layer_tmp, layer_session, layer_cgroup, layer_hygiene,
	layer_fds, layer_rlimit, layer_fdless,
	layer_nnp, layer_landlock, layer_seccomp, layer_supervise,
	layer_undumpable, layer_noexec,
	layer_preload;

/* The index of a layer in the stack, -1 for a name that is none. */
int stack_find(const char *name, size_t n);

/* One more layer, and what it requires. */
void box_layers_add(unsigned *set, const struct layer *);

/* Is this layer of the stack in the set? */
bool stack_has(unsigned set, const struct layer *);

/* The slots that are called in order, of all layers that are on; `inside` and `undo` have their own ways. */
enum layer_slot { SLOT_KNOW, SLOT_PREPARE, SLOT_READBACK, SLOT_SEAL };

/*
 * Call this slot of each layer that is on. One that fails and may be missing is not on any more. 0, or
 * -errno of the first that may not, with its name in the sentence.
 */
int stack_call(struct box *, enum layer_slot, struct err *);

/* Layer i failed with e. 0 where it may be missing: it is taken out of b->res->layers; or -errno. */
int stack_give_up(struct box *, int i, struct err *e);

#endif
