// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past a preloaded library that wraps every call that opens files.
 * Means: a function whose business is something else, and which opens a file on the way. Inside
 *        libc such calls are bound when libc is built: no other library comes between. setmntent(3)
 *        is for tables of mounts, takes any path, and returns a stream.
 */
#include "attacks/preload-evasion/quarry.h"

#include <mntent.h>

static enum claim run(const struct brief *b)
{
	FILE *table;

	attempting(b);
	table = setmntent(quarry(b), "re");
	return take(table ? fileno(table) : -1, "setmntent");
}

const struct attack attack = {
	.effect = "a file that a preloaded library should refuse is read",
	.means = "setmntent(3), which opens the file from inside libc",
	.oracle = "secret:environ",
	.id = "LPS-03",
	.attack_id = "T1106, CWE-184",
	.remedy = "a decision in the kernel, which all names lead to: Landlock",
	.refs = (const char *const[]){ "ld.so(8), LD_PRELOAD", "setmntent(3)", NULL },
	.run = run,
};
