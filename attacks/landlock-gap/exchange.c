// SPDX-License-Identifier: MIT
/*
 * Goal:  two things outside the student's folders have changed places.
 * Means: renameat2(2) with RENAME_EXCHANGE. Nothing is made and nothing is removed, both names are
 *        there before and after, and each leads to the other's.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (renameat2(AT_FDCWD, "/srv/tree/notes.txt", AT_FDCWD, "/srv/tree/inbox",
		      RENAME_EXCHANGE))
		return denied("renameat2");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file and a folder outside the student's have each other's names",
	.means = "renameat2(2), RENAME_EXCHANGE",
	.oracle = "tree",
	.id = "LLK-01",
	.attack_id = "T1485, CWE-693",
	.remedy =
		"handle every right that the kernel's ABI has: REMOVE_FILE, MAKE_REG and MAKE_DIR",
	.refs = (const char *const[]){ "landlock(7)", "renameat2(2)", NULL },
	.run = run,
};
