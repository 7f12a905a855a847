// SPDX-License-Identifier: MIT
/*
 * graded-c.c - an honest submission in C is marked correct by the grader.
 *
 * What comes between the grader and the program must let its last line through and nothing else
 * into it. A defence that fails this may hold nothing in a graded scene.
 */
#include "attacks/attack.h"

static enum claim run(const struct brief *b)
{
	submit(b->answer);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a C submission is marked correct",
	.means = "its last line is the answer",
	.oracle = "done",
	.grader = GRADER_RPC,
	.quick = true,
	.expect = "answer: the nonce that honest students are told\n",
	.run = run,
};
