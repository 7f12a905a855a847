// SPDX-License-Identifier: MIT
/*
 * Goal:  the next student's correct program gives a wrong answer.
 * Means: where gcc finds answer.h.gch beside answer.h, it takes the precompiled header and does not
 *        look at the other one. Submissions that are compiled in the same folder, one after the
 *        other, leave such a thing to each other: the file is not one of the student's, so nothing
 *        overwrites it.
 */
#include "attacks/compile-phase/compile.h"

/* Where this grader compiles: one folder for all. Made by whoever comes first. */
static bool enter_shared_folder(const struct brief *b)
{
	char path[64];

	snprintf(path, sizeof(path), "/tmp/%s.build", b->name);
	return (!mkdir(path, 0700) || errno == EEXIST) && !chdir(path);
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (!enter_shared_folder(b) || !hand_in("answer.h", "enum { ANSWER = 1 };\n"))
		return denied("the folder where everybody compiles");
	return RUN(GCC, "answer.h", "-o", "answer.h.gch") ? denied("gcc") : CLAIM_DONE;
}

/* A small correct program. Where no compiler runs, there is nothing to get wrong. */
static enum claim victim(const struct brief *b)
{
	int status;

	if (!enter_shared_folder(b) && !enter_folder(b))
		return failed("a folder");
	if (!hand_in("empty.c", "") || RUN(GCC, "-c", "empty.c"))
		return CLAIM_DONE;
	if (!hand_in("answer.h", "enum { ANSWER = 0 };\n") ||
	    !hand_in("answer.c", "#include \"answer.h\"\nint main(void) { return ANSWER; }\n"))
		return failed("hand in");
	status = RUN(GCC, "answer.c", "-o", "answer");
	if (status >= 0)
		errno = ENOEXEC; /* it ran, and made none */
	if (status)
		return failed("gcc");
	status = RUN("./answer");
	if (status >= 0)
		errno = EILSEQ;
	return status ? failed("the right answer") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student's program is compiled with another one's header",
	.means = "a precompiled header left beside the header that everybody writes",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.needs = NEED_CC,
	.attack_id = "T1554, CWE-427, CWE-459",
	.remedy = "a folder of its own for each compilation, empty at the start",
	.refs = (const char *const[]){ "gcc(1), Using Precompiled Headers", NULL },
	.run = run,
	.victim = victim,
};
