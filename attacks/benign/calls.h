/* SPDX-License-Identifier: MIT */
/*
 * calls.h - for programs that make each of a list of system calls once, and say which was refused.
 */
#ifndef ATTACKS_BENIGN_CALLS_H
#define ATTACKS_BENIGN_CALLS_H

#include "attacks/attack.h"

#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static int calls, refused;

/* CALL(right, name, arguments...): what syscall(2) returns is `r` in the test `right`. */
#define CALL(right, name, ...)                                                       \
	({                                                                           \
		long r = syscall(SYS_##name, ##__VA_ARGS__);                         \
		calls++;                                                             \
		if (!(right)) {                                                      \
			refused++;                                                   \
			printf("%s: %ld, errno %d\n", #name, r, errno);              \
		}                                                                    \
		r;                                                                   \
	})

static enum claim tell_calls(void)
{
	printf("%d calls, %d refused\n", calls, refused);
	return CLAIM_DONE;
}

#endif
