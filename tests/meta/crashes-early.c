// SPDX-License-Identifier: MIT
/*
 * Dies of SIGSEGV before it gets anywhere, everywhere. A suite that takes "it did not succeed" for
 * "it was stopped" would credit every defence, and one that takes it for "it does not work here" would
 * say nothing: it is the program that is broken.
 */
#include "attacks/attack.h"

#include <signal.h>

static enum claim run(const struct brief *b)
{
	raise(SIGSEGV);
	attempting(b);
	return CLAIM_FAILED;
}

const struct attack attack = {
	.effect = "none: it crashes",
	.means = "raise(3)",
	.oracle = "secret:environ",
	.remedy = "a control",
	.run = run,
};
