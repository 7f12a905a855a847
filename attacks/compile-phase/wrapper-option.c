// SPDX-License-Identifier: MIT
/*
 * Goal:  a command of the student's choice, at compile time.
 * Means: where students may give options, -wrapper runs every subcommand under a program that it
 *        names: a shell. No file is handed in that a scanner could look at.
 */
#include "attacks/compile-phase/compile.h"

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("answer.c", "int answer = 42;\n"))
		return failed("hand in");
	attempting(b);
	return RUN(GCC, "-wrapper", "/bin/sh,-c,cat " EVALUATOR, "-c", "answer.c") < 0 ?
		       denied("gcc") :
		       CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a command of the student's runs while the program is compiled",
	.means = "-wrapper sh,-c,COMMAND among the student's options",
	.oracle = "secret:task",
	.needs = NEED_CC,
	.id = "COMP-07",
	.attack_id = "T1059.004, CWE-88",
	.remedy = "a list of options that are allowed; the compiler inside the program's walls",
	.refs = (const char *const[]){ "gcc(1), -wrapper", NULL },
	.run = run,
};
