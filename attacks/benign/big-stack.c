// SPDX-License-Identifier: MIT
/*
 * big-stack.c - 7 MiB of stack, at once and in small steps.
 *
 * A local array as beginners declare it, and a recursion 50 000 calls deep. RLIMIT_STACK is 8 MiB
 * wherever nobody lowered it, and students come to count on that.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <string.h>

enum { BYTES = 7 << 20, DEEP = 50000, FRAME = 64 };

static __attribute__((noinline)) unsigned long array(void)
{
	volatile unsigned char table[BYTES];
	unsigned long sum = 0;

	for (size_t i = 0; i < BYTES; i++)
		table[i] = (unsigned char)(i & 1);
	for (size_t i = 0; i < BYTES; i++)
		sum += table[i];
	return sum;
}

/* Work after the call: no compiler makes a loop of it. */
static __attribute__((noinline)) unsigned long deep(unsigned n)
{
	volatile char frame[FRAME];
	unsigned long below;

	memset((char *)frame, 1, FRAME);
	below = n ? deep(n - 1) : 0;
	return below + (unsigned long)frame[n % FRAME];
}

static enum claim run(const struct brief *b)
{
	(void)b;
	printf("%lu\n", array());
	printf("%lu\n", deep(DEEP));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "seven mebibytes of stack are used",
	.means = "a large local array, a deep recursion",
	.oracle = "done",
	.id = "C07",
	.expect = "3670016\n50001\n",
	.run = run,
};
