// SPDX-License-Identifier: MIT
/*
 * more.c - the quantities that are not one launch or one call: they are measured by bench/more, a
 * program in Python beside the programs that are timed, which prints a line of JSON for each. What
 * it times are whole submissions, milliseconds and not nanoseconds, and it times bare by the same
 * means.
 */
#include "bench/bench.h"
#include "bench/room.h"
#include "lib/fd.h"
#include "lib/strf.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MORE ROOM_PROGRAMS "/more/main.py"

/* Everything it says, a line at a time. */
static int take_lines(struct bench *b, FILE *from, struct err *e)
{
	char *line = NULL;
	size_t room = 0;
	int r = 0;

	while (!r && getline(&line, &room, from) > 0) {
		json_error_t broken;
		json_t *object = json_loads(line, 0, &broken);

		r = object ? bench_write(b, object, e)
			   : err_set(e, EINVAL, MORE ": \"%.40s\": %s", line, broken.text);
	}
	free(line);
	return r;
}

static int start(struct bench *b, const char *which, int out, pid_t *pid, struct err *e)
{
	char *seed = strf("%ju", (uintmax_t)b->rng.state);
	char *share = strf("%s/share", b->build);
	char *words[] = { "/usr/bin/python3",
			  "-B",
			  MORE,
			  "--seed",
			  seed,
			  "--share",
			  share,
			  "--scale",
			  b->quick ? "0.05" : "1",
			  (char *)(uintptr_t)(which ? "--only" : NULL),
			  (char *)(uintptr_t)which,
			  NULL };
	posix_spawn_file_actions_t actions;
	int r = seed && share ? posix_spawn_file_actions_init(&actions) : ENOMEM;

	if (!r) {
		posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
		posix_spawn_file_actions_adddup2(&actions, out, 1);
		r = posix_spawn(pid, words[0], &actions, NULL, words, environ);
		posix_spawn_file_actions_destroy(&actions);
	}
	free(seed);
	free(share);
	return r ? err_set(e, r, MORE) : 0;
}

int bench_more(struct bench *b, const char *which, struct err *e)
{
	int ends[2], status, r;
	pid_t pid;
	FILE *from;

	if (pipe2(ends, O_CLOEXEC))
		return err_set(e, errno, "pipe");
	r = start(b, which, ends[1], &pid, e);
	close(ends[1]);
	from = fdopen(ends[0], "re");
	if (r || !from) {
		close(ends[0]);
		return r ? r : err_set(e, ENOMEM, MORE);
	}
	r = take_lines(b, from, e);
	fclose(from);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		if (bench_interrupted)
			kill(pid, SIGTERM);
	if (!r && status && !bench_interrupted)
		r = err_set(e, EIO, MORE ": it did not come to its end");
	return r;
}
