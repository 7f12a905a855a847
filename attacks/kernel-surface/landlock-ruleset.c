// SPDX-License-Identifier: MIT
/*
 * Goal:  a part of the kernel that no student needs.
 * Means: landlock_create_ruleset(2). A security module that everybody may program is still code in
 *        the kernel, which parses what the student wrote; and a student may confine a program that
 *        it starts until that fails in the way it likes. Nothing is confined here.
 */
#include "attacks/attack.h"

#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	const struct landlock_ruleset_attr attr = {
		.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE,
	};

	attempting(b);
	return syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0) < 0
		       ? denied("landlock_create_ruleset")
		       : hold();
}

const struct attack attack = {
	.effect = "the student's process programs a security module",
	.means = "landlock_create_ruleset(2)",
	.oracle = "reach:landlock",
	.needs = NEED_LANDLOCK,
	.id = "KERN-12",
	.attack_id = "T1068, CWE-1125",
	.remedy = "landlock_* refused with ENOSYS once the sandbox's own rules stand",
	.refs = (const char *const[]){ "landlock(7), since Linux 5.13", NULL },
	.run = run,
};
