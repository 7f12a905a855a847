// SPDX-License-Identifier: MIT
// build: -static
/*
 * Goal:  the worker's credentials, past any preloaded library.
 * Means: open(3) again, in a program that is linked statically: there is no dynamic linker that
 *        would read LD_PRELOAD. A student who brings a binary, or may link one, chooses.
 */
#include "attacks/preload-evasion/quarry.h"

#include <fcntl.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	return take(open(quarry(b), O_RDONLY | O_CLOEXEC), "open");
}

const struct attack attack = {
	.effect = "a file that a preloaded library should refuse is read",
	.means = "a program without a dynamic linker, into which nothing is preloaded",
	.oracle = "secret:environ",
	.quick = true,
	.id = "LPS-13",
	.attack_id = "T1574.006, CWE-693",
	.remedy = "a decision in the kernel: Landlock",
	.refs = (const char *const[]){ "ld.so(8), LD_PRELOAD", NULL },
	.run = run,
};
