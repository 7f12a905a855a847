/* SPDX-License-Identifier: MIT */
/*
 * puppet.h - another process makes one system call of our choice, by ptrace(2). It is stopped where
 * it waits in a call of its own, its registers are set so that the same instruction makes ours, and
 * then all is put back.
 */
#ifndef ATTACKS_PEER_TAMPERING_PUPPET_H
#define ATTACKS_PEER_TAMPERING_PUPPET_H

#include <errno.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>

#define PUPPET_ROOM  4096 /* under its stack pointer: beyond the red zone and signal frames */
#define SYSCALL_SIZE 2
#define TRIES	     200 /* one each millisecond */

/* Stop it where it waits; it may not have got there yet. */
static inline int puppet_stop(pid_t pid, struct user_regs_struct *was)
{
	const struct timespec tick = { .tv_nsec = 1000000 };

	for (int i = 0; i < TRIES; i++, nanosleep(&tick, NULL)) {
		if (ptrace(PTRACE_ATTACH, pid, 0, 0) || waitpid(pid, NULL, __WALL) != pid ||
		    ptrace(PTRACE_GETREGS, pid, 0, was))
			return -1;
		if ((long)was->orig_rax >= 0)
			return 0;
		ptrace(PTRACE_DETACH, pid, 0, 0);
	}
	errno = ETIMEDOUT;
	return -1;
}

/* Let it make the call, and leave it as it was. What the call returned, or -1. */
static inline long puppet_call(pid_t pid, const struct user_regs_struct *was, long call,
			       const unsigned long args[4])
{
	struct user_regs_struct regs = *was;
	int status;

	regs.rip -= SYSCALL_SIZE;	   /* back to the instruction that it waits in */
	regs.orig_rax = (unsigned long)-1; /* nothing to be restarted */
	regs.rax = (unsigned long)call;
	regs.rdi = args[0];
	regs.rsi = args[1];
	regs.rdx = args[2];
	regs.r10 = args[3];
	if (ptrace(PTRACE_SETREGS, pid, 0, &regs) || ptrace(PTRACE_SINGLESTEP, pid, 0, 0) ||
	    waitpid(pid, &status, __WALL) != pid || !WIFSTOPPED(status) ||
	    ptrace(PTRACE_GETREGS, pid, 0, &regs) || ptrace(PTRACE_SETREGS, pid, 0, was))
		return -1;
	return (long)regs.rax;
}

#endif
