// SPDX-License-Identifier: MIT
/*
 * Goal:  a file outside the student's folders is overwritten.
 * Means: where students may give options, the last -o counts, and the student's come last. It may
 *        name any file that the compiler may write to; nothing that was compiled is ever run.
 */
#include "attacks/compile-phase/compile.h"

#define NOTES "/srv/tree/notes.txt"

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("answer.c", "int answer = 42;\n"))
		return failed("hand in");
	attempting(b);
	return RUN(GCC, "-c", "answer.c", "-o", NOTES) ? denied("gcc") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file outside the student's folders is overwritten while a program is compiled",
	.means = "-o FILE among the student's options",
	.oracle = "tree",
	.needs = NEED_CC,
	.id = "COMP-07",
	.attack_id = "T1565.001, CWE-88",
	.remedy = "a list of options that are allowed; the compiler inside the program's walls",
	.refs = (const char *const[]){ "gcc(1), -o", NULL },
	.run = run,
};
