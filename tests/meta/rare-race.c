// SPDX-License-Identifier: MIT
/*
 * Tries fifty times, as attacks on a race do, and succeeds once, neither first nor last. One success
 * is a breach; held needs all tries to fail.
 */
#include "attacks/attack.h"

#include <stdlib.h>
#include <string.h>

enum { TRIES = 50, LUCKY = 37 };

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");

	attempting(b);
	for (int i = 0; i < TRIES; i++) {
		if (i == LUCKY && secret)
			loot(secret, strlen(secret));
		else
			denied("this try");
	}
	return CLAIM_DENIED;
}

const struct attack attack = {
	.effect = "a credential leaves, once in fifty tries",
	.means = "a race that is lost 49 times",
	.oracle = "secret:environ",
	.remedy = "to believe the one success",
	.run = run,
};
