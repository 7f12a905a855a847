/* SPDX-License-Identifier: MIT */
/*
 * layer_seccomp.h - the filter, as others need it.
 */
#ifndef SANDBOX_LAYER_SECCOMP_H
#define SANDBOX_LAYER_SECCOMP_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * The filter for the process `self` into f, with SECCOMP_LENGTH of room; `younger`: it may
 * signal what is not older than itself; `group`: it leads a session, and may signal its own
 * group.
 */
enum { SECCOMP_LENGTH = 400 };
enum asks { ASKS_NOTHING, ASKS_RARELY, ASKS_FOR_FILES }; /* the supervisor */
size_t seccomp_filter(struct sock_filter *f, pid_t self, bool processes, bool younger, enum asks,
		      bool group);

/* The name of a call number, static; NULL for one that has none. */
const char *seccomp_call(int nr);

/* Do the rules answer this call as a kernel that lacks it does? Programs do without, and know how. */
bool seccomp_is_missing(int nr);

#endif
