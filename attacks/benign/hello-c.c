// SPDX-License-Identifier: MIT
/*
 * hello-c.c - the first program of every course.
 *
 * A defence under which this does not work gets no credit for what it stops.
 */
#include "attacks/attack.h"

#include <stdio.h>

static enum claim run(const struct brief *b)
{
	(void)b;
	puts("hello, world");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a C program says hello",
	.means = "puts(3)",
	.oracle = "done",
	.quick = true,
	.expect = "hello, world\n",
	.run = run,
};
