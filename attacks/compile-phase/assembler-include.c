// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, where #include and .incbin are filtered.
 * Means: .include makes the assembler read the file as its own. ANSWER = "..." is assembly, too: it
 *        names a symbol, and a difference that cannot be computed makes the assembler say which.
 */
#include "attacks/compile-phase/compile.h"

static const char source[] = "__asm__(\".include \\\"" EVALUATOR "\\\"\\n\"\n"
			     "        \".data\\n0: .text\\n.quad ANSWER - 0b\");\n";

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("answer.c", source))
		return failed("hand in");
	attempting(b);
	return RUN(GCC, "-c", "answer.c") < 0 ? denied("gcc") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file that the assembler may read reaches the student",
	.means = ".include in an asm statement; the assembler's errors name its symbols",
	.oracle = "secret:task",
	.needs = NEED_CC | NEED_X86_64,
	.attack_id = "T1005, CWE-200, CWE-829",
	.remedy = "the assembler inside the same walls as the program: Landlock without /var/task",
	.refs = (const char *const[]){ "as(1), .include", NULL },
	.run = run,
};
