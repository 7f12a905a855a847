// SPDX-License-Identifier: MIT
/*
 * Goal:  a file outside the student's folders looks older than it is, to whoever compares times: a
 *        deadline, a cache, an incremental build.
 * Means: utimensat(2). There is no right for it in any Landlock ABI.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <sys/stat.h>

static enum claim run(const struct brief *b)
{
	const struct timespec long_ago[2] = { { .tv_sec = 86400 }, { .tv_sec = 86400 } };

	attempting(b);
	if (utimensat(AT_FDCWD, "/srv/tree/notes.txt", long_ago, 0))
		return denied("utimensat");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the times of a file outside the student's folders are changed",
	.means = "utimensat(2), for which Landlock has no right",
	.oracle = "tree",
	.id = "LLK-02",
	.attack_id = "T1070.006, CWE-693",
	.remedy = "seccomp without the calls that change times; files that another uid owns",
	.refs = (const char *const[]){ "landlock(7), Current limitations", "utimensat(2)", NULL },
	.run = run,
};
