// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, by a name instead of a text.
 * Means: a name that begins with @ is a file of arguments, to gcc and to ld. A submission of the
 *        name @/var/task/evaluator.py makes every word of that file an input file which "cannot be
 *        found".
 */
#include "attacks/compile-phase/compile.h"

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b))
		return failed("a folder");
	attempting(b);
	return RUN(GCC, "-Wall", "-O2", "@" EVALUATOR) < 0 ? denied("gcc") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file that the compiler may read reaches the student",
	.means = "a submission called @FILE: the file's words are taken for arguments",
	.oracle = "secret:task",
	.needs = NEED_CC,
	.id = "COMP-07",
	.attack_id = "T1005, CWE-88",
	.remedy = "names that the grader chooses; ./ before every name",
	.refs = (const char *const[]){ "gcc(1), @file", NULL },
	.run = run,
};
