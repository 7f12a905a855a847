// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past a preloaded library that compares the beginning of a path.
 * Means: no beginning. Go into the folder first; chdir(2) opens nothing. Then the path is
 *        "environ".
 */
#include "attacks/preload-evasion/quarry.h"

#include <fcntl.h>

static enum claim run(const struct brief *b)
{
	char folder[64];

	snprintf(folder, sizeof(folder), "/proc/%d", b->worker);
	attempting(b);
	if (chdir(folder))
		return denied("chdir");
	return take(open("environ", O_RDONLY | O_CLOEXEC), "open environ");
}

const struct attack attack = {
	.effect = "a file that a preloaded library should refuse is read",
	.means = "open(3) on \"environ\", in /proc/PID as working folder",
	.oracle = "secret:environ",
	.id = "LPS-11",
	.attack_id = "T1003.007, CWE-23",
	.remedy = "Landlock, which judges the file and not its name",
	.refs = (const char *const[]){ "path_resolution(7)", NULL },
	.run = run,
};
