// SPDX-License-Identifier: MIT
/*
 * compile-c.c - the step before a C exercise runs: it is compiled.
 *
 * The compiler is four programs, started by a fifth, with files in between. A defence that denies
 * processes denies it; a grader that wants both compiles under other rules than it runs.
 */
#include "attacks/compile-phase/compile.h"

static const char source[] = "#include <stdio.h>\n"
			     "int main(void) { return puts(\"hello from the compiler\") < 0; }\n";

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("hello.c", source))
		return failed("hand in");
	if (RUN(GCC, "-O2", "-Wall", "hello.c", "-o", "hello"))
		return failed("gcc");
	return RUN("./hello") ? failed("the compiled program") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a C program is compiled, and says hello",
	.means = "gcc",
	.oracle = "done",
	.needs = NEED_CC,
	.expect = "hello from the compiler\n",
	.run = run,
};
