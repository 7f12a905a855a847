// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a supervisor that compares names.
 * Means: a symbolic link in a folder of the student's own. To make it no file is opened; what it
 *        leads to is found out by the kernel, long after the name was judged. It leads to a folder,
 *        so that O_NOFOLLOW, which looks at the last part only, changes nothing.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>

static enum claim run(const struct brief *b)
{
	char folder[OWN_FOLDER], link[OWN_FOLDER + 5], path[OWN_FOLDER + 5 + sizeof(FILE_NAME)];

	if (!own_folder(b, folder))
		return failed("mkdir");
	snprintf(link, sizeof(link), "%s/link", folder);
	snprintf(path, sizeof(path), "%s/" FILE_NAME, link);
	attempting(b);
	if (symlink(FOLDER, link))
		return denied("symlink");
	return loot_evaluator(open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)) ? CLAIM_DONE :
									      denied("open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "a symbolic link in an allowed folder, to the folder of the file",
	.oracle = "secret:task",
	.id = "UNS-06",
	.attack_id = "T1562.001, CWE-59",
	.remedy = "openat2, then judge the file that is open, not its name; Landlock below",
	.refs = (const char *const[]){ "symlink(7)", "openat2(2), RESOLVE_NO_SYMLINKS", NULL },
	.run = run,
};
