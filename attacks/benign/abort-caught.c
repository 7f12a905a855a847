// SPDX-License-Identifier: MIT
/*
 * abort-caught.c - a failed assertion, survived.
 *
 * A test driver catches the SIGABRT of assert(3) and goes on. A filter that refuses tgkill(2) turns
 * abort(3) into a SIGSEGV: the student sees "segmentation fault" instead of the line that failed.
 */
#undef NDEBUG
#include "attacks/attack.h"

#include <assert.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static sigjmp_buf next;

static void caught(int number)
{
	siglongjmp(next, number);
}

static void first(int n)
{
	assert(n == 1);
	puts("first passed");
}

static void second(int n)
{
	assert(n == 2); /* its message goes to standard error */
	puts("second passed");
}

static enum claim run(const struct brief *b)
{
	void (*const tests[])(int) = { first, second, first };
	volatile size_t failures = 0, i;

	(void)b;
	signal(SIGABRT, caught);
	for (i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		if (sigsetjmp(next, 1))
			failures++;
		else
			tests[i](1);
	}
	printf("%zu failed\n", failures);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a failed assertion is caught",
	.means = "assert(3), abort(3), a handler that jumps out",
	.oracle = "done",
	.id = "B26",
	.expect = "first passed\nfirst passed\n1 failed\n",
	.run = run,
};
