// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: mount(2), in a mount namespace of one's own. File systems were written for disks that an
 *        administrator trusts; here the student chooses which, and with which options.
 */
#include "attacks/attack.h"

#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>

static enum claim run(const struct brief *b)
{
	char path[64];

	snprintf(path, sizeof(path), "/tmp/%s", b->name);
	if (mkdir(path, 0700) && mkdir(b->name, 0700))
		return failed("mkdir");
	attempting(b);
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS))
		return denied("unshare");
	if (mount(b->name, path, "tmpfs", 0, NULL) && mount(b->name, b->name, "tmpfs", 0, NULL))
		return denied("mount");
	return hold();
}

const struct attack attack = {
	.effect = "the student's process mounts file systems",
	.means = "mount(2) in a mount namespace of its own",
	.oracle = "reach:mount",
	.needs = NEED_USERNS,
	.id = "KERN-08",
	.attack_id = "T1068, T1611, CWE-1125, CWE-250",
	.remedy = "an allow list of system calls; user.max_user_namespaces = 0",
	.refs = (const char *const[]){ "mount(2)", "mount_namespaces(7)", NULL },
	.run = run,
};
