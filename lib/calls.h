/* SPDX-License-Identifier: MIT */
/*
 * calls.h - every system call by its number, with arguments that can have no effect.
 *
 * Every argument of a call is -1 unless the table in calls.c says otherwise: no such descriptor, no
 * such process, no such address, no such flag. So a call that is let through ends at its first
 * check. Where a filter may look at an argument, the table has the value that an honest program
 * would give, and something else that is wrong: what is asked is whether the call can be reached at
 * all. Calls that cannot fail and would end, stop or alter more than this program are skipped.
 */
#ifndef LIB_CALLS_H
#define LIB_CALLS_H

#include <stdbool.h>

/* Numbers that are tried, and two doors behind them: getpid(2) by x32, and by int $0x80. */
enum {
	CALLS = 512,
	CALL_X32 = CALLS,
	CALL_I386,
	CALLS_AND_DOORS,
};

#define CALL_SELF 0x5e1fL /* among the arguments: stands for our own pid */

/* The arguments of a call; false: it is skipped, and *why (unless that is NULL) says for what. */
bool call_arguments(int nr, long a[6], const char **why);

/* "openat", or "syscall 470" (overwritten by the next such). */
const char *call_name(int nr);

/* Make it: 0, or errno. A skipped call is the caller's to leave out. Descriptors that it made stay.
 */
int call_make(int nr);

/* doors.c, what every processor does in its own way: 0, or -1 and errno. */
long door_fork(long nr); /* fork or vfork, whose child ends at once   */
long door_i386(void);	 /* getpid(2) by the 32-bit table             */
long door_x32(void);	 /* ... by x32; ENOSYS where there is no such */

#endif
