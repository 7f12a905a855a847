// SPDX-License-Identifier: MIT
/*
 * Always leaks, but where the variable COIN is set: there a coin decides. Runs that disagree are
 * flaky, never averaged; and where COIN is unset the control is solid.
 */
#include "attacks/attack.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");
	unsigned char coin = 1;

	if (getenv("COIN") && getrandom(&coin, 1, 0) != 1)
		return failed("getrandom");
	attempting(b);
	if (secret && coin & 1)
		loot(secret, strlen(secret));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a credential leaves, now and then",
	.means = "getenv(3) and a coin",
	.oracle = "secret:environ",
	.remedy = "to repeat, and to say that runs disagree",
	.run = run,
};
