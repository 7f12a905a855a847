// SPDX-License-Identifier: MIT
/*
 * posix-spawn.c - start a program with its output redirected.
 *
 * glibc makes posix_spawn(3) of clone(CLONE_VFORK), not of fork(2): a filter that reads the flags
 * of clone to stop forks stops this too, and one that lists fork and vfork does not. Where a
 * program may not be started at all, this is the price. POSIX_SPAWN_RESETIDS, which make(1) asks
 * for, sets the effective ids to what they are: a filter that thinks nobody needs setresuid(2)
 * stops every make.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char *const argv[] = { "expr", "6", "*", "7", NULL };
	char *const envp[] = { "PATH=/usr/bin:/bin", NULL };
	posix_spawn_file_actions_t to_pipe;
	char answer[16] = "";
	int ends[2], status;
	posix_spawnattr_t reset;
	pid_t child;

	(void)b;
	if (pipe(ends))
		return failed("pipe");
	posix_spawn_file_actions_init(&to_pipe);
	posix_spawn_file_actions_adddup2(&to_pipe, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addclose(&to_pipe, ends[0]);
	posix_spawnattr_init(&reset);
	posix_spawnattr_setflags(&reset, POSIX_SPAWN_RESETIDS);
	errno = posix_spawnp(&child, argv[0], &to_pipe, &reset, argv, envp);
	posix_spawnattr_destroy(&reset);
	posix_spawn_file_actions_destroy(&to_pipe);
	if (errno)
		return failed("posix_spawnp");
	close(ends[1]);
	if (read(ends[0], answer, sizeof(answer) - 1) < 0 || waitpid(child, &status, 0) != child)
		return failed("wait");
	printf("%sexit %d\n", answer, WEXITSTATUS(status));
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a program is started and read",
	.means = "posix_spawnp(3) with file actions, and the ids reset",
	.oracle = "done",
	.expect = "42\nexit 0\n",
	.run = run,
};
