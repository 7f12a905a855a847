// SPDX-License-Identifier: MIT
/*
 * Goal:  the grader's memory and the student's page, with a source of 32 KB.
 * Means: each error quotes its line, and a line may have a thousand errors: 2000 bytes are quoted a
 *        thousand times, with a line of spaces and a caret below each. Sixteen such lines are about
 *        47 MiB.
 */
#include "attacks/compile-phase/compile.h"

#define LINES  16
#define ERRORS 1000 /* in each */

static enum claim run(const struct brief *b)
{
	static char source[LINES * (2 * ERRORS + 16) + 1];
	char *at = source;

	for (int line = 0; line < LINES; line++) {
		at += sprintf(at, "f%d(){", line);
		for (int error = 0; error < ERRORS; error++)
			at = stpcpy(at, "@;");
		at = stpcpy(at, "}\n");
	}
	if (!enter_folder(b) || !hand_in("answer.c", source))
		return failed("hand in");
	attempting(b);
	return RUN(GCC, "-c", "answer.c") < 0 ? denied("gcc") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the compiler says more than the budget",
	.means = "a thousand errors in one line, quoted a thousand times",
	.oracle = "usage:output",
	.needs = NEED_CC,
	.seconds = 20, /* of a busy machine's; what is written is bounded by the source */
	.id = "COMP-05",
	.attack_id = "T1499.003, CWE-405",
	.remedy = "-fmax-errors; a cap on what is read from the compiler",
	.refs = (const char *const[]){ "gcc(1), -fmax-errors", NULL },
	.run = run,
};
