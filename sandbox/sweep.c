// SPDX-License-Identifier: MIT
/*
 * sweep.c - the cleaner.
 *
 * Depth is what breaks cleaners: recursion ends at the stack, a stack of descriptors at NOFILE, and
 * paths at PATH_MAX. So there is no depth here. A directory that is met in the folder is emptied of
 * its files, its own subdirectories are renamed up into the folder, and what is left of it,
 * nothing, is removed. Passes over the folder flatten a tree of any shape, two descriptors open:
 *
 *	folder/a/b/c/x   ->   folder/.sweep-1/c/x, without a   ->   folder/.sweep-2/x   -> ...
 *
 * A directory of mode 000 is opened as a mere place (O_PATH) and given 0700 through that, so that
 * no symbolic link put in its place can receive the mode. The end is not believed: the folder is
 * read once more and what is still there is named.
 */
#include "sandbox/sweep.h"

#include "lib/clock.h"
#include "lib/dirents.h"
#include "lib/fd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MOVED ".sweep-"

enum { MOST_MS = 10000, TRIES = 1000 };

struct pass {
	int           root;
	dev_t         dev;
	const char *folder;  /* what the root is called */
	const struct keep *keep;
	struct sweep *s;
	unsigned      moved; /* names given so far      */
	bool          some;  /* this pass did something */
};

static bool matches(const struct keep *keep, const char *folder, const char *name)
{
	char path[PATH_MAX];

	if (!strncmp(name, MOVED, sizeof(MOVED) - 1))
		return false; /* ours, or of somebody who wants it to be taken for ours */
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	for (const char *const *k = keep->globs; k && *k; k++)
		if (fnmatch(*k, strchr(*k, '/') ? path : name, 0) == 0)
			return true;
	return false;
}

int sweep_keep(int fd, const char *folder, struct keep *keep)
{
	struct dirents d = { .fd = fd };
	const char *name;
	struct stat st;

	while ((name = dirents_next(&d))) {
		struct place *more;

		if (!matches(keep, folder, name) || fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		more = reallocarray(keep->there, keep->n + 1, sizeof(*more));
		if (!more)
			return -ENOMEM;
		keep->there = more;
		keep->there[keep->n++] = (struct place){ st.st_dev, st.st_ino };
	}
	return d.error;
}

/* A student can make what has such a name too: it stays only if it was there before. */
static bool is_kept(const struct pass *p, const char *name)
{
	struct stat st;

	if (!p->keep || !matches(p->keep, p->folder, name) ||
	    fstatat(p->root, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return false;
	for (size_t i = 0; i < p->keep->n; i++)
		if (p->keep->there[i].dev == st.st_dev && p->keep->there[i].ino == st.st_ino)
			return true;
	return false;
}

int sweep_unlock(int dir, const char *name, dev_t dev)
{
	int place _cleanup_fd_ = openat(dir, name, O_PATH | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC);
	char path[FD_PATH];
	struct stat st;

	if (place < 0 || fstat(place, &st) < 0)
		return -errno;
	if (dev && st.st_dev != dev)
		return -EXDEV;
	if (st.st_uid != geteuid() || (st.st_mode & S_IRWXU) == S_IRWXU)
		return 0;
	fd_path(place, path);
	return chmod(path, S_IRWXU) < 0 ? -errno : 0;
}

/* Remove what needs no looking into: a file of any type, an empty directory. */
static bool removed(struct pass *p, int dir, const char *name, unsigned char type)
{
	if ((type == DT_DIR || unlinkat(dir, name, 0) < 0) &&
	    unlinkat(dir, name, AT_REMOVEDIR) < 0)
		return false;
	p->s->removed++;
	p->some = true;
	return true;
}

/* Put the directory `name` below `dir` into the root, under a name that is free. */
static void move_up(struct pass *p, int dir, const char *name)
{
	char to[32];

	if (sweep_unlock(dir, name, p->dev) < 0)
		return; /* a rename writes "..", so the directory itself must be writable */
	for (int i = 0; i < TRIES; i++) {
		snprintf(to, sizeof(to), MOVED "%u", p->moved++);
		if (renameat(dir, name, p->root, to) == 0) {
			p->some = true;
			return;
		}
		if (errno != EEXIST && errno != ENOTEMPTY && errno != ENOTDIR)
			return;
	}
}

/* Empty the directory `name` of the root, so that the root's pass can remove it. */
static void flatten(struct pass *p, const char *name)
{
	int fd _cleanup_fd_ = -1;
	struct dirents d = { .fd = -1 };
	const char *n;

	if (sweep_unlock(p->root, name, p->dev) < 0)
		return;
	fd = d.fd = openat(p->root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	while (fd >= 0 && (n = dirents_next(&d)))
		if (!removed(p, fd, n, d.type))
			move_up(p, fd, n);
}

/* One pass over the root. */
static void pass(struct pass *p)
{
	struct dirents d = { .fd = p->root };
	const char *name;

	p->some = false;
	lseek(p->root, 0, SEEK_SET);
	while ((name = dirents_next(&d))) {
		if (is_kept(p, name) || removed(p, p->root, name, d.type))
			continue;
		flatten(p, name);
		removed(p, p->root, name, DT_DIR);
	}
}

/* What is still there: ours, or others' which were never ours to remove. */
static void verify(struct pass *p)
{
	struct dirents d = { .fd = p->root };
	struct sweep *s = p->s;
	const char *name;
	struct stat st;

	lseek(p->root, 0, SEEK_SET);
	while ((name = dirents_next(&d))) {
		if (is_kept(p, name) || fstatat(p->root, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		if (st.st_uid != geteuid()) {
			s->foreign++;
			continue;
		}
		s->left++;
		if (s->names < BOX_NAMED)
			snprintf(s->name[s->names++], sizeof(s->name[0]), "%s", name);
	}
	s->left += d.error < 0; /* unreadable: not known to be empty */
}

void sweep_dir(int fd, const char *folder, const struct keep *keep, struct sweep *s)
{
	struct pass p = { .root = fd, .folder = folder, .keep = keep, .s = s };
	struct stat st;
	double end = clock_ms() + MOST_MS;

	if (fstat(fd, &st) == 0 && st.st_uid == geteuid() && (st.st_mode & S_IRWXU) != S_IRWXU)
		fchmod(fd, st.st_mode | S_IRWXU);
	p.dev = st.st_dev;
	do
		pass(&p);
	while (p.some && clock_ms() < end);
	verify(&p);
}
