// SPDX-License-Identifier: MIT
/*
 * other-libc.c - a static program of another day, or of another language.
 *
 * Today's libc makes these calls by younger names, or answers from memory. Older ones, other ones and
 * runtimes without any make them as they are: a program that was built elsewhere does.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

static int good, all;

/* One call; what it returns, and whether that is as it should be. */
static long call(const char *name, long result, bool right)
{
	all++;
	good += right;
	if (!right)
		printf("%s\n", name);
	return result;
}

#define CALL(test, name, ...)                                                        \
	({                                                                           \
		long r = syscall(SYS_##name, ##__VA_ARGS__);                         \
		call(#name, r, r test);                                              \
	})

static void time_and_limits(void)
{
	struct timespec now;
	struct rlimit most;
	unsigned cpu;

	CALL(> 0, time, NULL);
	CALL(== 0, clock_gettime, CLOCK_REALTIME, &now);
	CALL(== 0, gettimeofday, &(struct timeval){ 0 }, NULL);
	CALL(== 0, getcpu, &cpu, NULL, NULL);
	CALL(== 0, getrlimit, RLIMIT_CORE, &most);
	CALL(== 0, setrlimit, RLIMIT_CORE, &most);
}

static void files(const char *name)
{
	const struct timeval times[2] = { { 1, 0 }, { 2, 0 } };
	char entries[1024], target[8];
	struct stat st;
	struct statfs fs;
	long fd = CALL(>= 0, open, name, O_RDWR | O_CREAT, 0600);

	CALL(== 0, fstat, fd, &st);
	CALL(== 0, lstat, name, &st);
	CALL(== 0, access, name, R_OK);
	CALL(== 0, fstatfs, fd, &fs);
	CALL(== 0, utime, name, &(struct utimbuf){ 1, 2 });
	CALL(== 0, utimes, name, times);
	CALL(== 0, futimesat, AT_FDCWD, name, times);
	CALL(== 0, chmod, name, 0644);
	CALL(== 0, rename, name, "other");
	CALL(== 0, link, "other", name);
	CALL(== 0, symlink, "other", "pointer");
	CALL(== 5, readlink, "pointer", target, sizeof(target));
	CALL(== 0, unlink, "pointer");
	CALL(== 0, mknod, "pointer", S_IFIFO | 0600, 0);
	CALL(== 0, unlinkat, AT_FDCWD, "pointer", 0);
	CALL(== 0, mkdir, "folder", 0700);
	fd = CALL(>= 0, open, ".", O_RDONLY | O_DIRECTORY);
	CALL(> 0, getdents, fd, entries, sizeof(entries));
	CALL(== 0, renameat, fd, "folder", fd, "folder2");
	CALL(== 0, rmdir, "folder2");
	CALL(== 0, unlink, "other");
	CALL(>= 0, creat, name, 0600);
	CALL(== 0, truncate, name, 5);
	CALL(== 0, unlink, name);
}

static void waits(void)
{
	struct epoll_event e = { .events = EPOLLIN };
	int p[2], loop = (int)CALL(>= 0, epoll_create, 1);
	struct timeval second = { .tv_sec = 1 };
	unsigned long none = 0;
	fd_set in;

	CALL(== 0, pipe, p);
	CALL(== 0, alarm, 0);
	CALL(== 0, epoll_ctl, loop, EPOLL_CTL_ADD, p[0], &e);
	CALL(== 1, write, p[1], "x", 1);
	CALL(== 1, epoll_wait, loop, &e, 1, 1000);
	CALL(== 1, poll, &(struct pollfd){ .fd = p[0], .events = POLLIN }, 1, 1000);
	FD_ZERO(&in);
	FD_SET(p[0], &in);
	CALL(== 1, select, p[0] + 1, &in, NULL, NULL, &second);
	CALL(>= 0, eventfd, 1);
	CALL(>= 0, signalfd, -1, &none, sizeof(none));
	CALL(== getpgrp(), getpgrp);
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
	printf("%d calls, %d refused\n", all, all - good);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a program that is built on no libc of today runs",
	.means = "calls by their first names: open, fstat, getdents, select, epoll_wait, utime",
	.oracle = "done",
	.needs = NEED_X86_64,
	.expect = "42 calls, 0 refused\n",
	.run = run,
};
