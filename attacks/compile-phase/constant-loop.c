// SPDX-License-Identifier: MIT
/*
 * Goal:  the grader's processor, with a few lines.
 * Means: a constant has to be known when the program is compiled, so that the compiler runs what
 *        computes it. Each loop is shorter than its limit for loops. It gives up after thirty
 *        million steps, some seconds later, and goes on with the next constant.
 */
#include "attacks/compile-phase/compile.h"

static const char source[] = "constexpr long spin(long n) {\n"
			     "        for (int i = 0; i < 200; i++)\n"
			     "                for (int k = 0; k < 200000; k++)\n"
			     "                        n += k;\n"
			     "        return n;\n"
			     "}\n"
			     "constexpr long one = spin(1), two = spin(2);\n";

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("answer.cc", source))
		return failed("hand in");
	if (!bound(352, 8))
		return failed("setrlimit");
	attempting(b);
	return RUN(GXX, "-c", "answer.cc") < 0 ? denied("g++") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the compiler takes more of the processor than allowed",
	.means = "a constexpr function that loops: it runs in the compiler",
	.oracle = "usage:cpu",
	.needs = NEED_CXX,
	.seconds = 20, /* of a busy machine's; the processor time is bounded above */
	.id = "COMP-04",
	.attack_id = "T1499.003, CWE-834",
	.remedy = "the limits of the run around the compiler, too; -fconstexpr-ops-limit",
	.refs = (const char *const[]){ "gcc(1), -fconstexpr-ops-limit", NULL },
	.run = run,
};
