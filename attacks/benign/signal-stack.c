// SPDX-License-Identifier: MIT
/*
 * signal-stack.c - out of a signal handler by a long jump.
 *
 * The handler runs on a stack of its own and never returns: siglongjmp(3) leaves it. First for
 * raise(3), then for an alarm that ends an endless loop. What breaks it: a filter without
 * sigaltstack or rt_sigreturn, one that denies tgkill(2) or alarm(2).
 */
#include "attacks/attack.h"

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static char stack[64 << 10];
static volatile sig_atomic_t on_own_stack;
static sigjmp_buf out;

static void handler(int number)
{
	char here;

	on_own_stack = &here >= stack && &here < stack + sizeof(stack);
	siglongjmp(out, number);
}

static enum claim run(const struct brief *b)
{
	const stack_t alternative = { .ss_sp = stack, .ss_size = sizeof(stack) };
	const struct sigaction action = { .sa_handler = handler, .sa_flags = SA_ONSTACK };
	volatile unsigned long turns = 0;
	int number;

	(void)b;
	if (sigaltstack(&alternative, NULL) || sigaction(SIGUSR1, &action, NULL) ||
	    sigaction(SIGALRM, &action, NULL))
		return failed("sigaltstack, sigaction");
	number = sigsetjmp(out, 1);
	if (!number && raise(SIGUSR1))
		return failed("raise");
	printf("SIGUSR1 %d, own stack %d\n", number == SIGUSR1, on_own_stack);
	number = sigsetjmp(out, 1);
	if (!number) {
		ualarm(20000, 0);
		for (;;)
			turns++;
	}
	printf("SIGALRM %d, it turned %d\n", number == SIGALRM, turns > 0);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "signals are handled on a stack of their own",
	.means = "sigaltstack(2), sigsetjmp(3), raise(3), ualarm(3)",
	.oracle = "done",
	.id = "C03",
	.expect = "SIGUSR1 1, own stack 1\nSIGALRM 1, it turned 1\n",
	.run = run,
};
