// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source.
 * Means: #include of it, where it makes no sense. The compiler says so, and quotes the line. What a
 *        compiler says is what the student is shown.
 */
#include "attacks/compile-phase/compile.h"

/* The first string of the file is the value; what comes next is an error, and is quoted. */
static const char source[] = "char *doc =\n"
			     "#include \"" EVALUATOR "\"\n";

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("answer.c", source))
		return failed("hand in");
	attempting(b);
	return RUN(GCC, "-c", "answer.c") < 0 ? denied("gcc") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file that the compiler may read reaches the student",
	.means = "#include of the file; the diagnostics quote its lines",
	.oracle = "secret:task",
	.needs = NEED_CC,
	.quick = true,
	.id = "COMP-01",
	.attack_id = "T1005, CWE-200, CWE-829",
	.remedy = "the compiler inside the same walls as the program: Landlock without /var/task",
	.refs = (const char *const[]){ "gcc(1), -fdiagnostics-show-caret", NULL },
	.run = run,
};
