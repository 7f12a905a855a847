// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past a preloaded library that wraps open(3).
 * Means: another name for the same. glibc has open, open64, openat, openat64, their fortified twins
 *        __open_2 and so on, creat, fopen, freopen: a shim has to know and wrap all of them.
 */
#include "attacks/preload-evasion/quarry.h"

#include <fcntl.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	return take(openat(AT_FDCWD, quarry(b), O_RDONLY | O_CLOEXEC), "openat");
}

const struct attack attack = {
	.effect = "a file that a preloaded library should refuse is read",
	.means = "openat(3), which is not open(3)",
	.oracle = "secret:environ",
	.id = "LPS-03",
	.attack_id = "T1106, CWE-184",
	.remedy = "a decision in the kernel, which all names lead to: Landlock",
	.refs = (const char *const[]){ "ld.so(8), LD_PRELOAD", "open(2)", NULL },
	.run = run,
};
