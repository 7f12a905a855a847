// SPDX-License-Identifier: MIT
/*
 * Goal:  privilege.
 * Means: execve(2) of a program with the set-group-id bit. The uid stays the student's; the group
 *        becomes root's, and a check of uids alone is content.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/setgid", b->helpers);
	attempting(b);
	execl(path, path, (char *)NULL);
	return denied(path);
}

const struct attack attack = {
	.effect = "the student's process gains root's group",
	.means = "execve(2) of a set-group-id program",
	.oracle = "creds",
	.needs = NEED_IDS,
	.id = "SUID-07",
	.attack_id = "T1548.001, CWE-250",
	.remedy = "no_new_privs; nosuid mounts",
	.refs = (const char *const[]){ "execve(2)", NULL },
	.run = run,
};
