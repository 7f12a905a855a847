/* SPDX-License-Identifier: MIT */
/*
 * lockdown.h - the second wall: where seccomp works, the host leaves itself the few calls that it
 * needs. A guest that found a hole in the host would find nothing behind it.
 */
#ifndef WASM_LOCKDOWN_H
#define WASM_LOCKDOWN_H

#include <stdbool.h>

/*
 * For good. `files`: folders of the host are shown; `accepts`: it listens on a socket. 0 or
 * -errno.
 */
int lockdown(bool files, bool accepts);

/* Could it be done here? Tried in a child. 0 or -errno. */
int lockdown_probe(void);

/* How many system calls are left. */
int lockdown_calls(bool files, bool accepts);

#endif
