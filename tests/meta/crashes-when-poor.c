// SPDX-License-Identifier: MIT
/*
 * Works undefended; where the credential is missing it dies before its primitive, for want of what
 * it needs to start. Nothing was stopped: unproven, not held.
 */
#include "attacks/attack.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");

	if (!secret)
		raise(SIGSEGV);
	attempting(b);
	loot(secret, strlen(secret));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a credential leaves",
	.means = "getenv(3), and a crash where there is none",
	.oracle = "secret:environ",
	.remedy = "the mark",
	.run = run,
};
