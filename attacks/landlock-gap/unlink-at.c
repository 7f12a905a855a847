// SPDX-License-Identifier: MIT
/*
 * Goal:  a file outside the student's folders is gone.
 * Means: unlinkat(2) of a bare name, in a folder that is a number: who compares paths has none, and
 *        who lists unlink(2) and rmdir(2) has forgotten the call that does both. Where the folder
 *        cannot be held, the whole path, which takes no notice of the number.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	int folder;

	attempting(b);
	folder = open("/srv/tree", O_PATH | O_DIRECTORY);
	if (unlinkat(folder, folder < 0 ? "/srv/tree/notes.txt" : "notes.txt", 0))
		return denied("unlinkat");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file outside the student's folders is removed",
	.means = "unlinkat(2) with a descriptor of the folder",
	.oracle = "tree",
	.id = "LLK-01",
	.attack_id = "T1485, CWE-693",
	.remedy = "handle every right that the kernel's ABI has: LANDLOCK_ACCESS_FS_REMOVE_FILE",
	.refs = (const char *const[]){ "landlock(7)", "unlinkat(2)", NULL },
	.run = run,
};
