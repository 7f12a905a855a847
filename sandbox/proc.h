/* SPDX-License-Identifier: MIT */
/*
 * proc.h - what proc(5) says of a process.
 */
#ifndef SANDBOX_PROC_H
#define SANDBOX_PROC_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/dirents.h"

/* "/proc/PID/NAME" into text, without printf: it is on the path of every launch. */
void proc_name(char text[32], pid_t pid, const char *name);

/*
 * The number after "FIELD:" in text as of /proc/PID/status, in this base (8, 10 or 16).
 * -ENOENT when the kernel does not know the field.
 */
long long status_field(const char *status, const char *field, int base);

/* Of /proc/PID/stat. */
struct proc_stat {
	char state;
	int  ppid, session, threads;
	unsigned long long used;  /* of the processor, with what it has reaped: clock ticks */
	unsigned long long start; /* clock ticks since boot                                 */
	unsigned long long faults; /* pages that it has touched for the first time, at most */
};

/* False: there is no such process. */
bool proc_stat(pid_t, struct proc_stat *);

/*
 * How many descriptors wait in this socket, by its number there, to be received: nothing else tells of what
 * they hold. Those of a queue of connections are counted by newer kernels only.
 */
unsigned proc_in_flight(pid_t, const char *number);

/* The folder with a process's threads, for dirents_next_pid(): a descriptor, also in d->fd; -1: it is gone. */
int proc_threads(struct dirents *d, pid_t);

/*
 * A thread of the process that lives: itself, mostly. Once the first thread has ended, /proc/PID has no
 * maps, no memory and no descriptors any more; those of all others are in /proc/TID. 0: all are dead.
 */
pid_t proc_alive(pid_t);

/*
 * The processor time of one process with all its threads, in microseconds; 0: it is gone. It is read from the
 * process's clock, which counts nanoseconds (clock_getcpuclockid(3)).
 */
uint64_t proc_cpu_us(pid_t);

/* The number of the youngest process, which changes when somebody forks; -1: unknown. */
long proc_youngest(void);

#endif
