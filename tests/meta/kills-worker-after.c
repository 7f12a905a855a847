// SPDX-License-Identifier: MIT
/*
 * Leaks where it can, then kills the worker that started it. Breached where it leaked. Where it did
 * not, the witness died: unproven, not held.
 */
#include "attacks/attack.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");

	attempting(b);
	if (secret)
		loot(secret, strlen(secret));
	return kill(b->worker, SIGKILL) ? denied("kill") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a credential leaves, and the worker is gone",
	.means = "getenv(3), then kill(2) of the worker",
	.oracle = "secret:environ",
	.remedy = "a keeper that does not depend on the worker",
	.run = run,
};
