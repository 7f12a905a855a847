// SPDX-License-Identifier: MIT
/*
 * Goal:  whoever reads a folder outside the student's waits for ever.
 * Means: mkfifo(3). Making a file is one right, making a FIFO another; a rule set that names only
 *        the first allows the second everywhere. A reader who opens it hangs until somebody writes.
 */
#include "attacks/attack.h"

#include <sys/stat.h>

static enum claim run(const struct brief *b)
{
	attempting(b);
	return mkfifo("/srv/tree/kept/next.txt", 0666) ? denied("mkfifo") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a FIFO is planted outside the student's folders",
	.means = "mkfifo(3), which has a right of its own",
	.oracle = "tree",
	.id = "LLK-01",
	.attack_id = "T1499.004, CWE-693",
	.remedy = "handle every right that the kernel's ABI has: LANDLOCK_ACCESS_FS_MAKE_FIFO",
	.refs = (const char *const[]){ "landlock(7)", "mkfifo(3)", NULL },
	.run = run,
};
