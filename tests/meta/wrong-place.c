// SPDX-License-Identifier: MIT
/*
 * Leaks a real canary, but the one of another hiding place than its oracle names. Right for the
 * wrong place is not right: inert.
 */
#include "attacks/attack.h"

#include <stdlib.h>
#include <string.h>

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");

	attempting(b);
	if (secret)
		loot(secret, strlen(secret));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a credential leaves, where the evaluator's source was to",
	.means = "getenv(3)",
	.oracle = "secret:task",
	.remedy = "a canary for each hiding place",
	.run = run,
};
