// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, where includes are filtered and diagnostics are kept back.
 * Means: .incbin, an order to the assembler, puts the file into the program's data; the program,
 *        which compiles without a word, prints it when it is run. Nothing is open at run time that
 *        a wall around the program could refuse.
 */
#include "attacks/compile-phase/compile.h"

static const char source[] = "#include <stdio.h>\n"
			     "__asm__(\".data\\nloot: .incbin \\\"" EVALUATOR "\\\"\\n\"\n"
			     "        \".byte 0\\n.text\");\n"
			     "extern char loot[] __asm__(\"loot\");\n"
			     "int main(void) { return puts(loot) < 0; }\n";

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("answer.c", source))
		return failed("hand in");
	attempting(b);
	if (RUN(GCC, "answer.c", "-o", "answer"))
		return denied("gcc");
	return RUN("./answer") ? denied("the compiled program") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file that the compiler may read reaches the student",
	.means = ".incbin puts the file into the program, which prints itself",
	.oracle = "secret:task",
	.needs = NEED_CC,
	.quick = true,
	.id = "COMP-02",
	.attack_id = "T1005, CWE-829",
	.remedy = "the compiler inside the same walls as the program: Landlock without /var/task",
	.refs = (const char *const[]){ "as(1), .incbin", NULL },
	.run = run,
};
