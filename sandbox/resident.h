/* SPDX-License-Identifier: MIT */
/*
 * resident.h - the memory that a process has resident.
 */
#ifndef SANDBOX_RESIDENT_H
#define SANDBOX_RESIDENT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * In bytes, what the process says that it has: -1 where it says nothing, as who is dead or in
 * exec(2). supervised: without what it has mapped shared.
 */
long long resident_bytes(pid_t, bool supervised);

/* The most that its pipes can hold, in bytes, and that any can: PIPES_MOST. */
enum { PIPES_MOST = 64 << 20 }; /* then new ones are small: fs.pipe-user-pages-soft, of a user's */
uint64_t resident_pipes(pid_t);

#endif
