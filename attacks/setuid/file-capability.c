// SPDX-License-Identifier: MIT
/*
 * Goal:  privilege.
 * Means: execve(2) of a program whose file carries capabilities. It has no set-id bit for a search
 *        to find, its uid does not change, and yet it may write where root may.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/filecap", b->helpers);
	attempting(b);
	execl(path, path, (char *)NULL);
	return denied(path);
}

const struct attack attack = {
	.effect = "the student's process gains capabilities",
	.means = "execve(2) of a file with capabilities, not seen by a search for set-id bits",
	.oracle = "creds",
	.needs = NEED_IDS,
	.quick = true,
	.id = "SUID-02",
	.attack_id = "T1548.001, CWE-250",
	.remedy = "no_new_privs; nosuid mounts",
	.refs = (const char *const[]){ "capabilities(7), File capabilities", NULL },
	.run = run,
};
