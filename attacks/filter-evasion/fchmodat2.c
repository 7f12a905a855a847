// SPDX-License-Identifier: MIT
/*
 * Goal:  the mode of a file that is none of the student's business, past a filter that denies
 *        chmod, fchmod and fchmodat.
 * Means: fchmodat2(2), number 452, since Linux 6.6: the fourth of the family, made because the
 *        third has no flags. A list of forbidden calls has the numbers that its author knew; this
 *        one has no name in the libraries with which most lists are compiled.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FCHMODAT2 452

static enum claim run(const struct brief *b)
{
	attempting(b);
	if (syscall(FCHMODAT2, AT_FDCWD, "/srv/tree/notes.txt", 0600, 0))
		return denied("fchmodat2");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the mode of somebody else's file is changed although chmod(2) is denied",
	.means = "fchmodat2(2), newer than the tables that filters are made from",
	.oracle = "tree",
	.id = "SCF-10",
	.attack_id = "T1222.002, T1106, CWE-184",
	.remedy = "an allow list of system calls: what is newer than the list is not on it",
	.refs = (const char *const[]){ "chmod(2)", "fchmodat2, since Linux 6.6", NULL },
	.run = run,
};
