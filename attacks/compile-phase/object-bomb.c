// SPDX-License-Identifier: MIT
/*
 * Goal:  the grader's disk, with one line.
 * Means: an array with one element that is not zero is written out whole: thirty bytes of source
 *        are 96 MiB of object, kept where the grader keeps what it compiles.
 */
#include "attacks/compile-phase/compile.h"

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("answer.c", "char big[96 << 20] = { 1 };\n"))
		return failed("hand in");
	attempting(b);
	return RUN(GCC, "-c", "answer.c") ? denied("gcc") : hold();
}

const struct attack attack = {
	.effect = "the compiler writes more than the budget",
	.means = "an initialised array of 96 MiB: a large object from a small source",
	.oracle = "usage:disk",
	.needs = NEED_CC,
	.attack_id = "T1499.001, CWE-409",
	.remedy = "the limits of the run around the compiler, too: RLIMIT_FSIZE",
	.refs = (const char *const[]){ "setrlimit(2), RLIMIT_FSIZE", NULL },
	.run = run,
};
