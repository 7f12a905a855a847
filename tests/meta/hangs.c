// SPDX-License-Identifier: MIT
/*
 * Leaks where it finds something, hangs where it does not. The wall clock ends it there, and slowed
 * is not stopped: timeout, not held.
 */
#include "attacks/attack.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");

	attempting(b);
	while (!secret)
		pause();
	loot(secret, strlen(secret));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a credential leaves, or nothing ever ends",
	.means = "getenv(3), else pause(2)",
	.oracle = "secret:environ",
	.seconds = 1,
	.remedy = "a wall clock, and a word of its own for what it ended",
	.run = run,
};
