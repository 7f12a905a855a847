// SPDX-License-Identifier: MIT
/*
 * Says that it tries, closes all its descriptors, and does nothing: silence is neither an effect
 * nor a blind oracle. Inert.
 */
#include "attacks/attack.h"

#include <time.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	close_range(0, ~0u, 0);
	nanosleep(&(struct timespec){ .tv_nsec = 200000000 }, NULL);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "none: it goes silent",
	.means = "close_range(2) of everything",
	.oracle = "secret:environ",
	.remedy = "to tell silence from blindness",
	.run = run,
};
