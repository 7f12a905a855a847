// SPDX-License-Identifier: MIT
/*
 * Claims success, prints what looks like loot, and did nothing. What a program says of itself must
 * decide nothing: inert.
 */
#include "attacks/attack.h"

#include <string.h>

static enum claim run(const struct brief *b)
{
	const char boast[] = "SUCCESS: breached! AWS_SECRET_ACCESS_KEY=0123456789abcdef0123456789abcdef";

	attempting(b);
	loot(boast, strlen(boast));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "none: it only says so",
	.means = "write(2) of a boast",
	.oracle = "secret:environ",
	.remedy = "an oracle outside the box",
	.run = run,
};
