// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, from within another root.
 * Means: the worker has its folder open, and left it open. openat(2) below a descriptor begins in
 *        the worker's file system, whatever root, mounts and names the student was given.
 */
#include "attacks/inherited-fd/inherited.h"

static enum claim run(const struct brief *b)
{
	int file = -1;
	char source[4096];
	ssize_t n;

	attempting(b);
	for (int fd = 2; file < 0 && (fd = inherited(fd, S_IFDIR, O_RDONLY)) >= 0;)
		file = openat(fd, "evaluator.py", O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return denied("openat below an inherited folder");
	n = read(file, source, sizeof(source));
	if (n <= 0)
		return denied("read");
	loot(source, (size_t)n);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the evaluator's source is read from a place that has no name for it",
	.means = "openat(2) below an inherited folder",
	.oracle = "secret:task",
	.id = "FDS-04",
	.attack_id = "T1005, CWE-403",
	.remedy = "close_range(2) before the student's program starts; Landlock judges the file",
	.refs = (const char *const[]){ "openat(2)", "close_range(2)", NULL },
	.run = run,
};
