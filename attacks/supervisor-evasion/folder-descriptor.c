// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a supervisor that reads the path and not what it is relative
 *        to.
 * Means: openat(2) with a descriptor of a folder that everybody may open, /usr, and the name
 *        "../var/task/evaluator.py". The descriptor's number, under which the supervisor has
 *        another file or none, means something in our table only.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>

static enum claim run(const struct brief *b)
{
	int usr = open("/usr", O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (usr < 0)
		return failed("open /usr");
	attempting(b);
	return loot_evaluator(openat(usr, ".." EVALUATOR, O_RDONLY | O_CLOEXEC)) ? CLAIM_DONE :
										  denied("openat");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "openat(2) upwards from a descriptor of an allowed folder",
	.oracle = "secret:task",
	.id = "UNS-06",
	.attack_id = "T1562.001, CWE-22",
	.remedy = "resolve beneath the caller's own descriptor (pidfd_getfd); Landlock below",
	.refs = (const char *const[]){ "openat(2)", "pidfd_getfd(2)", NULL },
	.run = run,
};
