// SPDX-License-Identifier: MIT
/*
 * Goal:  privilege.
 * Means: execve(2) of a program that belongs to root and has the set-user-id bit: the plain way,
 *        against which the others are measured. The helper leaves a mark where only root can.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/setuid", b->helpers);
	attempting(b);
	execl(path, path, (char *)NULL);
	return denied(path);
}

const struct attack attack = {
	.effect = "the student's process becomes root",
	.means = "execve(2) of a set-user-id program",
	.oracle = "creds",
	.needs = NEED_IDS,
	.quick = true,
	.id = "SUID-01",
	.attack_id = "T1548.001, CWE-250",
	.remedy = "no_new_privs; nosuid mounts",
	.refs = (const char *const[]){ "prctl(2), PR_SET_NO_NEW_PRIVS", "execve(2)", NULL },
	.run = run,
};
