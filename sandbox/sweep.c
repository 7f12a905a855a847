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
#include <sys/file.h>
#include <sys/stat.h>

#define MOVED ".sweep-"

enum { MOST_MS = 10000, TRIES = 1000 };

struct pass {
	int           root;
	dev_t         dev;
	ino_t         ino;
	const char *folder;  /* what the root is called; NULL: a folder that stays, in such a one */
	struct keep *keep;
	struct sweep *s;
	unsigned      moved; /* names given so far      */
	bool          some;  /* this pass did something */
	bool          met;   /* ... or tried to         */
};

/* The folder that a glob is about. */
struct asked_in {
	const struct keep *keep;
	const char *folder;
};

static bool matches(const void *arg, const char *name)
{
	const struct asked_in *in = arg;
	char path[PATH_MAX];

	if (in->keep->all)
		return true;
	if (!strncmp(name, MOVED, sizeof(MOVED) - 1))
		return false; /* ours, or of somebody who wants it to be taken for ours */
	snprintf(path, sizeof(path), "%s/%s", in->folder, name);
	for (const char *const *k = in->keep->globs; k && *k; k++)
		if (fnmatch(*k, strchr(*k, '/') ? path : name, 0) == 0)
			return true;
	return false;
}

int sweep_keep(int fd, const char *folder, struct keep *keep)
{
	return before_add(&keep->before, fd, matches, &(struct asked_in){ keep, folder });
}

int sweep_lock_box(int dir, const char *name)
{
	const size_t n = sizeof(BOX_FOLDER) - 1;
	int fd _cleanup_fd_ = -1;

	if (strncmp(name, BOX_FOLDER, n) || strspn(name + n, "0123456789abcdef") != BOX_FOLDER_DIGITS ||
	    name[n + BOX_FOLDER_DIGITS])
		return -ENOENT;
	fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) < 0)
		return -errno;
	return fd_steal(&fd);
}

/* A student can make what has such a name too: it stays only if it was there before. */
static const struct was *kept(const struct pass *p, const char *name, bool *mine)
{
	const struct asked_in in = { p->keep, p->folder };
	const struct was *w = before_find(&p->keep->before, p->root, p->ino, name, mine);

	return w && (!p->folder || matches(&in, name)) ? w : NULL;
}

/* May it be of others of this user: of a box that is alive, or of whoever came after the program's death? */
static bool is_others(const struct pass *p, const char *name)
{
	int64_t born;

	if (!p->keep->all || !p->keep->others)
		return false;
	born = before_born(p->root, name);
	if (!born)
		return p->keep->others != INT64_MAX;
	return born >= p->keep->others || born > p->keep->until;
}

/* Is this entry not ours to remove? A box's folder that is, is locked by then: *box, to be closed. */
static bool is_left(const struct pass *p, const char *name, int *box)
{
	bool mine;

	if (!p->keep)
		return false;
	if (kept(p, name, &mine) || !mine || is_others(p, name))
		return true;
	*box = sweep_lock_box(p->root, name);
	return *box == -EWOULDBLOCK;
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

	p->some = p->met = false;
	lseek(p->root, 0, SEEK_SET);
	while ((name = dirents_next(&d))) {
		int box _cleanup_fd_ = -1;

		if (is_left(p, name, &box))
			continue;
		p->met = true;
		if (removed(p, p->root, name, d.type))
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
		int box _cleanup_fd_ = -1;
		bool mine;

		if ((p->keep && kept(p, name, &mine)) ||
		    fstatat(p->root, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		if (st.st_uid != geteuid()) {
			s->foreign += !p->keep || !p->keep->all; /* of all users' folders: no news */
			continue;
		}
		if (p->keep && is_others(p, name))
			continue;
		if (p->keep && (box = sweep_lock_box(p->root, name)) == -EWOULDBLOCK)
			continue;
		s->left++;
		if (s->names < BOX_NAMED)
			snprintf(s->name[s->names++], sizeof(s->name[0]), "%s", name);
	}
	s->left += d.error < 0; /* unreadable: not known to be empty */
}

static void sweep(int fd, const char *folder, struct keep *keep, struct sweep *s, double end);

/*
 * What was put into folders that stay; and their modes, without which who they belong to may not use
 * them. They were looked through at the start: not too deep a tree.
 */
static void sweep_kept(struct pass *p, double end)
{
	struct dirents d = { .fd = p->root };
	const char *name;

	lseek(p->root, 0, SEEK_SET);
	while (p->keep && (name = dirents_next(&d))) {
		bool mine;
		const struct was *w = d.type == DT_DIR || d.type == DT_UNKNOWN ? kept(p, name, &mine) : NULL;
		int fd _cleanup_fd_ = -1;
		struct stat st;

		if (!w || w->shut || fstatat(p->root, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		sweep_unlock(p->root, name, p->dev);
		fd = openat(p->root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd < 0)
			continue;
		sweep(fd, NULL, p->keep, p->s, end);
		if (st.st_uid == geteuid())
			fchmod(fd, w->mode);
	}
}

static void sweep(int fd, const char *folder, struct keep *keep, struct sweep *s, double end)
{
	struct pass p = { .root = fd, .folder = folder, .keep = keep, .s = s };
	struct stat st;

	if (fstat(fd, &st) == 0 && st.st_uid == geteuid() && (st.st_mode & S_IRWXU) != S_IRWXU)
		fchmod(fd, st.st_mode | S_IRWXU);
	p.dev = st.st_dev;
	p.ino = st.st_ino;
	do
		pass(&p);
	while (p.some && clock_ms() < end);
	if (p.met || !keep || !keep->all)
		verify(&p); /* else nobody saw anything but what stays */
	sweep_kept(&p, end);
}

void sweep_dir(int fd, const char *folder, struct keep *keep, struct sweep *s)
{
	sweep(fd, folder, keep, s, clock_ms() + MOST_MS);
}
