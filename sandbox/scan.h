/* SPDX-License-Identifier: MIT */
/*
 * scan.h - find the processes of the box where nobody is a subreaper.
 */
#ifndef SANDBOX_SCAN_H
#define SANDBOX_SCAN_H

#include "sandbox/box.h"

/* When the process was born, in clock ticks since boot; 0 when it is gone. */
unsigned long long scan_birth(pid_t);

/* Kill what looks like a process of the box; how many there were. */
unsigned scan_and_kill(const struct box *);

#endif
