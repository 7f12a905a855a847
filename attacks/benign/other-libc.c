// SPDX-License-Identifier: MIT
/*
 * other-libc.c - a static program of another day, or of another language.
 *
 * Today's libc makes these calls by younger names, or answers from memory. Older ones, other ones
 * and runtimes without any make them as they are: a program that was built elsewhere does.
 */
#include "attacks/benign/calls.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/vfs.h>
#include <time.h>
#include <utime.h>

static void time_and_limits(void)
{
	struct timespec now;
	struct rlimit most;
	unsigned cpu;

	CALL(r > 0, time, NULL);
	CALL(r == 0, clock_gettime, CLOCK_REALTIME, &now);
	CALL(r == 0, gettimeofday, &(struct timeval){ 0 }, NULL);
	CALL(r == 0, getcpu, &cpu, NULL, NULL);
	CALL(r == 0, getrlimit, RLIMIT_CORE, &most);
	CALL(r == 0, setrlimit, RLIMIT_CORE, &most);
}

static void files(const char *name)
{
	const struct timeval times[2] = { { 1, 0 }, { 2, 0 } };
	char entries[1024], target[8];
	struct stat st;
	struct statfs fs;
	long fd = CALL(r >= 0, open, name, O_RDWR | O_CREAT, 0600);

	CALL(r == 0, fstat, fd, &st);
	CALL(r == 0, stat, name, &st);
	CALL(r == 0, lstat, name, &st);
	CALL(r == 0, access, name, R_OK);
	CALL(r == 0, fstatfs, fd, &fs);
	CALL(r == 0, utime, name, &(struct utimbuf){ 1, 2 });
	CALL(r == 0, utimes, name, times);
	CALL(r == 0, futimesat, AT_FDCWD, name, times);
	CALL(r == 0, chmod, name, 0644);
	CALL(r == 0, rename, name, "other");
	CALL(r == 0, link, "other", name);
	CALL(r == 0, symlink, "other", "pointer");
	CALL(r == 5, readlink, "pointer", target, sizeof(target));
	CALL(r == 0, unlink, "pointer");
	CALL(r == 0, mknod, "pointer", S_IFIFO | 0600, 0);
	CALL(r == 0, unlinkat, AT_FDCWD, "pointer", 0);
	CALL(r == 0, mkdir, "folder", 0700);
	fd = CALL(r >= 0, open, ".", O_RDONLY | O_DIRECTORY);
	CALL(r > 0, getdents, fd, entries, sizeof(entries));
	CALL(r == 0, renameat, fd, "folder", fd, "folder2");
	CALL(r == 0, rmdir, "folder2");
	CALL(r == 0, unlink, "other");
	CALL(r >= 0, creat, name, 0600);
	CALL(r == 0, truncate, name, 5);
	CALL(r == 0, unlink, name);
}

static void waits(void)
{
	struct epoll_event e = { .events = EPOLLIN };
	int p[2], loop = (int)CALL(r >= 0, epoll_create, 1);
	struct timeval second = { .tv_sec = 1 };
	unsigned long none = 0;
	fd_set in;

	CALL(r == 0, pipe, p);
	CALL(r == 0, alarm, 0);
	CALL(r == 0, epoll_ctl, loop, EPOLL_CTL_ADD, p[0], &e);
	CALL(r == 1, write, p[1], "x", 1);
	CALL(r == 1, epoll_wait, loop, &e, 1, 1000);
	CALL(r == 1, poll, &(struct pollfd){ .fd = p[0], .events = POLLIN }, 1, 1000);
	FD_ZERO(&in);
	FD_SET(p[0], &in);
	CALL(r == 1, select, p[0] + 1, &in, NULL, NULL, &second);
	CALL(r >= 0, eventfd, 1);
	CALL(r >= 0, signalfd, -1, &none, sizeof(none));
	CALL(r == getpgrp(), getpgrp);
}

static enum claim run(const struct brief *b)
{
	char folder[] = "other-XXXXXX";

	(void)b;
	if (!mkdtemp(folder) || chdir(folder))
		return failed("mkdtemp");
	time_and_limits();
	files("file");
	waits();
	if (chdir("..") || rmdir(folder))
		return failed("rmdir");
	return tell_calls();
}

const struct attack attack = {
	.effect = "a program that is built on no libc of today runs",
	.means = "calls by their first names: open, fstat, getdents, select, epoll_wait, utime",
	.oracle = "done",
	.needs = NEED_X86_64,
	.expect = "43 calls, 0 refused\n",
	.run = run,
};
