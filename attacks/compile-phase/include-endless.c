// SPDX-License-Identifier: MIT
/*
 * Goal:  the grader's memory, with one line.
 * Means: #include of a device that has no end. The preprocessor reads a file whole before it looks
 *        at it, and doubles its buffer until there is no more: limits that are set for the
 *        student's program are not yet in force.
 *
 * The budget here is 190 MiB, since a buffer that doubles is far from that on both sides, and from
 * no higher number. A column that grants more (`full`, `mediate`, `interpreted`) does not hold it,
 * though nothing gets around its limit: whoever compiles in less has to say so with --memory.
 */
#include "attacks/compile-phase/compile.h"

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("answer.c", "#include \"/dev/urandom\"\n"))
		return failed("hand in");
	if (!bound(352, 8)) /* the buffer gets to 256 MiB */
		return failed("setrlimit");
	attempting(b);
	return RUN(GCC, "-c", "answer.c") < 0 ? denied("gcc") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the compiler takes more memory than the budget",
	.means = "#include \"/dev/urandom\", which has no end",
	.oracle = "usage:memory",
	.threshold = 190 << 20, /* between its last two buffers, of 128 MiB and 256 MiB */
	.needs = NEED_CC,
	.seconds = 20, /* of a busy machine's; the processor time is bounded above */
	.id = "COMP-03",
	.attack_id = "T1499.001, CWE-770",
	.remedy = "the limits of the run around the compiler, too",
	.refs = (const char *const[]){ "urandom(4)", NULL },
	.run = run,
};
