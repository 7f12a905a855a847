// SPDX-License-Identifier: MIT
#include "bench/spawn.h"

#include "lib/clock.h"
#include "lib/fd.h"
#include "lib/strf.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static char *const environment[] = { "PATH=/usr/bin:/bin:/usr/sbin:/sbin", "HOME=/tmp",
				     "LANG=C.UTF-8", NULL };
static posix_spawn_file_actions_t silent;
static volatile sig_atomic_t late;

static void on_alarm(int signal)
{
	late = signal;
}

int spawn_setup(struct err *e)
{
	/* No SA_RESTART: the alarm must end waitpid(2) and read(2). */
	struct sigaction alarm_action = { .sa_handler = on_alarm };
	int r = posix_spawn_file_actions_init(&silent);

	if (!r)
		r = posix_spawn_file_actions_addopen(&silent, 0, "/dev/null", O_RDONLY, 0);
	if (!r)
		r = posix_spawn_file_actions_addopen(&silent, 1, "/dev/null", O_WRONLY, 0);
	if (!r)
		r = posix_spawn_file_actions_addopen(&silent, 2, "/dev/null", O_WRONLY, 0);
	if (!r && sigaction(SIGALRM, &alarm_action, NULL))
		r = errno;
	return r ? err_set(e, r, "spawn") : 0;
}

static uint64_t now_ns(void)
{
	return clock_ns(CLOCK_MONOTONIC);
}

/* 0 when it exited with 0. Results go elsewhere: not with the path of somebody's build folder. */
static int wait_for(pid_t pid, const char *path, struct err *e)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	int status;

	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			return err_set(e, errno, "waitpid");
		if (late)
			kill(pid, SIGKILL);
	}
	if (late)
		return err_set(e, ETIMEDOUT, "%s", name);
	if (WIFSIGNALED(status))
		return err_set(e, 0, "%s: killed by signal %d", name, WTERMSIG(status));
	if (WEXITSTATUS(status))
		return err_set(e, 0, "%s: exit %d", name, WEXITSTATUS(status));
	return 0;
}

int spawn_timed(char *const *argv, uint64_t *ns, struct err *e)
{
	uint64_t start;
	pid_t pid;
	int r;

	late = 0;
	alarm(SPAWN_LIMIT);
	start = now_ns();
	r = posix_spawn(&pid, argv[0], &silent, NULL, argv, environment);
	r = r ? err_set(e, r, "%s", argv[0]) : wait_for(pid, argv[0], e);
	*ns = now_ns() - start;
	alarm(0);
	return r;
}

/* Up to the end of the pipe; what does not fit is read and dropped, or the writer would block. */
static void drain(int fd, char *text, size_t size)
{
	char rest[4096];
	size_t n = 0;
	ssize_t got;

	do {
		if (n + 1 < size)
			got = read(fd, text + n, size - 1 - n);
		else
			got = read(fd, rest, sizeof(rest));
		if (got > 0 && n + 1 < size)
			n += (size_t)got;
	} while (got > 0 || (got < 0 && errno == EINTR && !late));
	text[n] = '\0';
}

/* The last line that it wrote to stderr, behind the reason: "exit 127" alone says nothing. */
static void add_complaint(int fd, struct err *e)
{
	char text[4096], *last, *end;
	ssize_t n = fd < 0 ? 0 : pread(fd, text, sizeof(text) - 1, 0);
	size_t used = strlen(e->text);

	text[n > 0 ? n : 0] = '\0';
	end = text + strlen(text);
	while (end > text && (unsigned char)end[-1] <= ' ')
		*--end = '\0';
	last = strrchr(text, '\n') ? strrchr(text, '\n') + 1 : text;
	for (char *c = last; *c; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	if (*last)
		snprintf(e->text + used, sizeof(e->text) - used, ": %.100s", last);
}

int spawn_read(char *const *argv, char *text, size_t size, struct err *e)
{
	posix_spawn_file_actions_t piped;
	int complaint _cleanup_fd_ = memfd_create("stderr", MFD_CLOEXEC), ends[2], r;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC))
		return err_set(e, errno, "pipe");
	posix_spawn_file_actions_init(&piped);
	posix_spawn_file_actions_addopen(&piped, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&piped, ends[1], 1);
	if (complaint < 0)
		posix_spawn_file_actions_addopen(&piped, 2, "/dev/null", O_WRONLY, 0);
	else
		posix_spawn_file_actions_adddup2(&piped, complaint, 2);
	late = 0;
	alarm(SPAWN_LIMIT);
	r = posix_spawn(&pid, argv[0], &piped, NULL, argv, environment);
	posix_spawn_file_actions_destroy(&piped);
	close(ends[1]);
	if (!r)
		drain(ends[0], text, size);
	close(ends[0]);
	r = r ? err_set(e, r, "%s", argv[0]) : wait_for(pid, argv[0], e);
	alarm(0);
	if (r)
		add_complaint(complaint, e);
	return r;
}

int spawn_resolve(char **argv, struct err *e)
{
	static const char *const folders[] = { "/usr/bin", "/bin", "/usr/sbin", "/sbin",
					       "/usr/local/bin" };

	if (strchr(argv[0], '/'))
		return access(argv[0], X_OK) ? err_set(e, errno, "%s", argv[0]) : 0;
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		char *path = strf("%s/%s", folders[i], argv[0]);

		if (!path)
			return err_set(e, ENOMEM, "%s", argv[0]);
		if (!access(path, X_OK)) {
			free(argv[0]);
			argv[0] = path;
			return 0;
		}
		free(path);
	}
	err_set(e, 0, "%s is not installed", argv[0]);
	return -ENOENT;
}
