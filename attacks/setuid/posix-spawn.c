// SPDX-License-Identifier: MIT
/*
 * Goal:  privilege.
 * Means: posix_spawn(3): the set-user-id program is started by a child, made by clone(2) with
 *        CLONE_VFORK. It shows whether a protection set in one process holds for those it starts.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[256], *argv[] = { path, NULL };
	pid_t pid;
	int rc;

	snprintf(path, sizeof(path), "%s/setuid", b->helpers);
	attempting(b);
	rc = posix_spawn(&pid, path, NULL, NULL, argv, environ);
	if (rc) {
		errno = rc;
		return denied("posix_spawn");
	}
	waitpid(pid, &rc, 0);
	errno = EACCES;
	return rc ? denied("the helper has no privilege") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a child of the student's process becomes root",
	.means = "posix_spawn(3) of a set-user-id program: does the protection reach children?",
	.oracle = "creds",
	.needs = NEED_IDS,
	.id = "SUID-08",
	.attack_id = "T1548.001, CWE-250",
	.remedy = "no_new_privs, which children inherit; nosuid mounts",
	.refs = (const char *const[]){ "posix_spawn(3)", NULL },
	.run = run,
};
