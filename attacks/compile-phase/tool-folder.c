// SPDX-License-Identifier: MIT
/*
 * Goal:  a program of the student's, run as the assembler.
 * Means: -B names the folder where gcc looks for its tools first, and -B. is the folder with the
 *        student's files. One of them is called `as`.
 */
#include "attacks/compile-phase/compile.h"

static const char assembler[] = "#!/bin/sh\n"
				"exec cat " EVALUATOR "\n";

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("answer.c", "int answer = 42;\n") ||
	    !hand_in("as", assembler))
		return failed("hand in");
	attempting(b);
	return RUN(GCC, "-B.", "-c", "answer.c") < 0 ? denied("gcc") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a program of the student's runs while another one is compiled",
	.means = "-B.: a file handed in under the name `as` is taken for the assembler",
	.oracle = "secret:task",
	.needs = NEED_CC,
	.id = "COMP-07",
	.attack_id = "T1574.007, CWE-426",
	.remedy = "a list of options that are allowed; a folder from which nothing can be executed",
	.refs = (const char *const[]){ "gcc(1), -B", NULL },
	.run = run,
};
