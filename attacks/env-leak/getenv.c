// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, which a platform hands to its functions in the environment.
 * Means: getenv(3). It reads the process's own memory; no system call is made, so no filter of
 *        system calls can see it. Only an environment built anew for the student is empty.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static enum claim run(const struct brief *b)
{
	const char *key;

	attempting(b);
	errno = ENOENT;
	key = getenv("AWS_SECRET_ACCESS_KEY");
	if (!key)
		return denied("getenv");
	loot(key, strlen(key));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the worker's credentials leave in the student's output",
	.means = "getenv(3): a memory read that no filter of system calls sees",
	.oracle = "secret:environ",
	.quick = true,
	.id = "ENV-01",
	.attack_id = "T1552.001, CWE-526",
	.remedy = "an environment built from a list for the student's process, not inherited",
	.run = run,
};
