// SPDX-License-Identifier: MIT
/*
 * stale.c - folders of boxes that nobody of the box cleans up any more.
 *
 * A reaper holds a shared lock on its folder for as long as it lives (layer_tmp.c). So a folder with such
 * a name, of this user, that is not locked is of a box whose processes have all been killed at once: the
 * next launch empties and removes it. One that is made just now and not locked yet loses the race: who
 * makes it sees that and makes another one (layer_tmp.c).
 */
#include "sandbox/stale.h"

#include "lib/dirents.h"
#include "lib/fd.h"
#include "sandbox/descendants.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/sysmacros.h>

enum { DIGITS = BOX_FOLDER_DIGITS };

static bool is_name(const char *name)
{
	size_t n = strlen(BOX_FOLDER);

	return !strncmp(name, BOX_FOLDER, n) && strlen(name) == n + DIGITS &&
	       strspn(name + n, "0123456789abcdef") == DIGITS;
}

/* Does a process of this box hold that lock? A program can lock a folder that it gave such a name. */
static bool is_ours(const struct box *b, const struct stat *st)
{
	char line[256], file[64];
	struct descendants f;
	bool ours = false;
	FILE *locks = fopen("/proc/locks", "re");
	int pid;

	snprintf(file, sizeof(file), "%02x:%02x:%lu", major(st->st_dev), minor(st->st_dev),
		 (unsigned long)st->st_ino);
	descendants_list(b, &f);
	while (locks && fgets(line, sizeof(line), locks)) {
		if (!strstr(line, file) || sscanf(line, "%*d: %*s %*s %*s %d", &pid) != 1)
			continue;
		for (size_t i = 0; i < f.n; i++)
			ours |= f.pid[i] == pid;
	}
	if (locks)
		fclose(locks);
	return ours;
}

bool stale_is_held(const struct box *b, int folder, const char *name, const struct stat *st)
{
	int fd _cleanup_fd_ = is_name(name) ? openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;

	return fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0 && !is_ours(b, st);
}

void stale_sweep(const char *base)
{
	int fd _cleanup_fd_ = open(base, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dirents d = { .fd = fd };
	const char *name;

	while (fd >= 0 && (name = dirents_next(&d))) {
		int folder _cleanup_fd_ = -1;
		struct sweep s = { 0 };
		struct stat st;

		if (!is_name(name))
			continue;
		folder = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (folder < 0 && errno == EACCES && !sweep_unlock(fd, name, 0))
			folder = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (folder < 0 || fstat(folder, &st) < 0 || st.st_uid != geteuid() ||
		    flock(folder, LOCK_EX | LOCK_NB) < 0)
			continue;
		sweep_dir(folder, name, NULL, &s);
		unlinkat(fd, name, AT_REMOVEDIR);
	}
}

int64_t stale_others(const struct box *b)
{
	int fd _cleanup_fd_ = open(BOX_BASE, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dirents d = { .fd = fd };
	int64_t first = INT64_MAX;
	const char *name;

	while (fd >= 0 && (name = dirents_next(&d))) {
		int folder _cleanup_fd_ = -1;
		struct stat st;
		int64_t born;

		if (!is_name(name) || fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0 || st.st_uid != geteuid() ||
		    (st.st_dev == b->tmp.is.dev && st.st_ino == b->tmp.is.ino))
			continue;
		folder = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (folder >= 0 && flock(folder, LOCK_EX | LOCK_NB) == 0)
			continue; /* nobody's: that of a box which was killed, or of one that has just begun */
		born = before_born(fd, name);
		first = born < first ? born : first;
	}
	return first;
}
