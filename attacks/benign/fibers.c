// SPDX-License-Identifier: MIT
/*
 * fibers.c - two stacks that take turns.
 *
 * Threads of one's own by ucontext, as courses on operating systems build them: each on a stack
 * from mmap(2). Shadow stacks, and filters that forget rt_sigprocmask, which swapcontext(3) calls
 * at each turn, break it.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { FIBERS = 2, TURNS = 3, STACK = 64 << 10 };

static ucontext_t home, fiber[FIBERS];

static void body(int me)
{
	for (int i = 0; i < TURNS; i++) {
		printf("%c%d ", 'a' + me, i);
		swapcontext(&fiber[me], &home);
	}
}

static int make_fiber(int me)
{
	void *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);

	if (stack == MAP_FAILED || getcontext(&fiber[me]))
		return -1;
	fiber[me].uc_stack.ss_sp = stack;
	fiber[me].uc_stack.ss_size = STACK;
	fiber[me].uc_link = &home;
	makecontext(&fiber[me], (void (*)(void))body, 1, me);
	return 0;
}

static enum claim run(const struct brief *b)
{
	(void)b;
	for (int i = 0; i < FIBERS; i++)
		if (make_fiber(i))
			return failed("a stack of its own");
	for (int turn = 0; turn < TURNS; turn++)
		for (int i = 0; i < FIBERS; i++)
			if (swapcontext(&home, &fiber[i]))
				return failed("swapcontext");
	puts("end");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "two stacks take turns",
	.means = "makecontext(3), swapcontext(3)",
	.oracle = "done",
	.expect = "a0 b0 a1 b1 a2 b2 end\n",
	.run = run,
};
