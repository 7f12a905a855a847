// SPDX-License-Identifier: MIT
/*
 * Leaks without saying that it tries: breached undefended. Where it finds nothing it ends without a
 * word, and nobody can tell whether it was stopped: unproven.
 */
#include "attacks/attack.h"

#include <stdlib.h>
#include <string.h>

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");

	(void)b;
	if (!secret)
		return CLAIM_DENIED;
	loot(secret, strlen(secret));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a credential leaves",
	.means = "getenv(3), without the mark",
	.oracle = "secret:environ",
	.remedy = "the mark",
	.run = run,
};
