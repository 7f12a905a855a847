// SPDX-License-Identifier: MIT
/*
 * Goal:  a file outside the student's folders lies somewhere else.
 * Means: renameat(2), which old lists of rename(2) forget: both names are bare ones, and the
 *        folders they are in are numbers. Where a folder cannot be held, the whole path.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	int from, to;

	attempting(b);
	from = open("/srv/tree", O_PATH | O_DIRECTORY);
	to = open("/srv/tree/inbox", O_PATH | O_DIRECTORY);
	if (syscall(SYS_renameat, from, from < 0 ? "/srv/tree/notes.txt" : "notes.txt", to,
		    to < 0 ? "/srv/tree/inbox/notes.txt" : "notes.txt"))
		return denied("renameat");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file outside the student's folders is moved",
	.means = "renameat(2) with descriptors of the two folders",
	.oracle = "tree",
	.needs = NEED_X86_64,
	.id = "LLK-01",
	.attack_id = "T1485, CWE-693",
	.remedy = "handle every right that the kernel's ABI has: REMOVE_FILE, MAKE_REG and REFER",
	.refs = (const char *const[]){ "landlock(7)", "renameat(2)", NULL },
	.run = run,
};
