// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past a preloaded library that wraps open(3).
 * Means: none: open(3) with the plain path, the one call that every shim sees. It shows that a shim
 *        is there and works; all others of this row are measured against it.
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
	.means = "open(3), which is what the library is there for",
	.oracle = "secret:environ",
	.quick = true,
	.attack_id = "T1003.007, CWE-497",
	.remedy = "Landlock without /proc; a worker that is not dumpable; a pid namespace",
	.refs = (const char *const[]){ "ld.so(8), LD_PRELOAD", "proc(5)", NULL },
	.run = run,
};
