// SPDX-License-Identifier: MIT
/*
 * A coin decides in every run, the control included. A column that copied the control's outcome
 * would always agree with it; one that is run for itself does not.
 */
#include "attacks/attack.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");
	unsigned char coin;

	if (getrandom(&coin, 1, 0) != 1)
		return failed("getrandom");
	attempting(b);
	if (secret && coin & 1)
		loot(secret, strlen(secret));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a credential leaves, or not",
	.means = "getenv(3) and a coin, everywhere",
	.oracle = "secret:environ",
	.remedy = "none: it tests the column that defends nothing",
	.run = run,
};
