// SPDX-License-Identifier: MIT
/*
 * both-streams.c - half of it here, half of it there, turn by turn.
 *
 * Goal:  more output than the budget.
 * Means: 25 MiB on each stream: a cap on one of them, or on each alone, sees half. And they are
 *        written in turns of more than a pipe holds: who reads one stream to its end before the
 *        other waits for ever, since the program waits for him.
 */
#include "attacks/attack.h"

#include <unistd.h>

#define TURN  (256 << 10)
#define TURNS 100

static enum claim run(const struct brief *b)
{
	static char lines[TURN];

	for (int i = 0; i < TURN; i++)
		lines[i] = i % 64 == 63 ? '\n' : 'x';
	attempting(b);
	for (int i = 0; i < TURNS; i++) {
		bool out = write(STDOUT_FILENO, lines, TURN) > 0;
		bool err = write(STDERR_FILENO, lines, TURN) > 0;

		if (!out && !err)
			return denied("write");
	}
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more output than the budget, on neither stream alone",
	.means = "stdout and stderr in turns of more than a pipe holds",
	.oracle = "usage:output",
	.id = "OUT-03",
	.attack_id = "T1499.003, CWE-400, CWE-833",
	.remedy = "one reader for both streams at a time, one cap on their sum",
	.refs = (const char *const[]){ "pipe(7): pipe capacity", NULL },
	.run = run,
};
