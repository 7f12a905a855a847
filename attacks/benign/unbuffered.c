// SPDX-License-Identifier: MIT
/*
 * unbuffered.c - one write(2) for each character.
 *
 * setbuf(stdout, NULL), as it is taught for debugging: 4000 small writes. A relay that adds a line
 * break or drops a piece for each read shows, and so does a supervisor that is asked for every
 * call.
 */
#include "attacks/attack.h"

#include <stdio.h>

enum { LINES = 100 };

#define LINE "the quick brown fox jumps over the dog\n"
#define TEN(x) x x x x x x x x x x

static enum claim run(const struct brief *b)
{
	(void)b;
	setbuf(stdout, NULL);
	for (int i = 0; i < LINES; i++)
		for (const char *c = LINE; *c; c++)
			putchar(*c);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "output comes through in single bytes",
	.means = "setbuf(stdout, NULL) and putchar(3)",
	.oracle = "done",
	.id = "C08",
	.expect = TEN(TEN(LINE)),
	.run = run,
};
