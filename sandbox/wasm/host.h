/* SPDX-License-Identifier: MIT */
/*
 * host.h - a guest with all that it needs, made from the command line.
 */
#ifndef WASM_HOST_H
#define WASM_HOST_H

#include "sandbox/wasm/options.h"
#include "sandbox/wasm/run.h"

/* File system, stack, memory limit, the guest itself: ready for run_start(). 0 or -errno. */
int host_init(const struct wasm_options *, char *const *argv, struct err *);

/* Run it up to where it waits for input, and keep that state. What it says until then is the
   operator's to read, on standard error. 0 or -errno. */
int host_warm_up(const struct wasm_options *, struct err *);

/* --wall and --cpu. */
struct run_limits host_limits(const struct wasm_options *);

/* seccomp, as --seccomp says. 0: it is on, or was not wanted; -errno of why it is missing, in *why too.
   Negative return: it was required. */
int host_lockdown(const struct wasm_options *, int *why, struct err *);

/* --serve: serve.c. The exit status. */
int host_serve(const struct wasm_options *, struct err *);

/* --shim: shim.c. The exit status. */
int host_shim(const struct wasm_options *, struct err *);

#endif
