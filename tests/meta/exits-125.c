// SPDX-License-Identifier: MIT
/*
 * Ends with 125, a sandbox's own word for "I failed", whatever happened. A student can say that
 * too: breached where it leaked, held where it tried and could not.
 */
#include "attacks/attack.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");

	attempting(b);
	if (secret)
		loot(secret, strlen(secret));
	_exit(125);
}

const struct attack attack = {
	.effect = "a credential leaves",
	.means = "getenv(3), then exit 125",
	.oracle = "secret:environ",
	.remedy = "not to listen to exit codes",
	.run = run,
};
