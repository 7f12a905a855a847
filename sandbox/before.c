// SPDX-License-Identifier: MIT
/*
 * before.c - a picture of the folders that the program shares with others, taken before it starts.
 *
 * What an entry is known by: the folder that it is in, its name, its file, and when that was born. A
 * name alone would let the program put its own file in the place of an old one; an inode's number
 * alone is given away again as soon as it is free. No call of a user's changes when a file was born.
 *
 * An old file that the program has renamed is new: the program might as well have removed it. What it
 * has written into an old file stays, since nobody knows what was there.
 *
 * In doubt something is left, and never something old removed: a folder that cannot be looked through
 * is kept whole.
 */
#include "sandbox/before.h"

#include "lib/dirents.h"
#include "lib/fd.h"
#include "lib/fnv.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST = 1 << 14, DEEPEST = 32 };

/* struct statx of linux/stat.h, which does not go together with musl's sys/stat.h. */
struct moment {
	int64_t  sec;
	uint32_t nsec;
	int32_t  spare;
};

struct file {
	uint32_t mask, blksize;
	uint64_t attributes;
	uint32_t nlink, uid, gid;
	uint16_t mode, spare;
	uint64_t ino, size, blocks, attributes_mask;
	struct moment atime, btime, ctime, mtime;
	uint32_t rdev[2], dev[2];
	uint64_t more[14];
};

_Static_assert(sizeof(struct file) == 256, "as the kernel writes it");

enum { TYPE_MODE_UID_INO = 0x1 | 0x2 | 0x8 | 0x100, BORN = 0x800, NO_AUTOMOUNT = 0x800 };

static bool look(int fd, const char *name, struct file *f)
{
	return syscall(SYS_statx, fd, name, AT_SYMLINK_NOFOLLOW | NO_AUTOMOUNT,
		       TYPE_MODE_UID_INO | BORN, f) == 0;
}

static uint64_t device(const struct file *f)
{
	return (uint64_t)f->dev[0] << 32 | f->dev[1];
}

static struct was was(uint64_t dir, const char *name, const struct file *f)
{
	return (struct was){
		.dir = dir, .dev = device(f), .ino = f->ino, .name = fnv_add(FNV_START, name, strlen(name)),
		.mode = f->mode & 07777,
		.born = f->mask & BORN ? f->btime.sec * 1000000000LL + f->btime.nsec : 0,
	};
}

static int add(struct before *b, const struct was *w)
{
	if (b->n == MOST)
		return -E2BIG;
	if (b->n == b->room) {
		size_t room = b->room ? 2 * b->room : 64;
		struct was *more = reallocarray(b->was, room, sizeof(*more));

		if (!more)
			return -ENOMEM;
		b->was = more;
		b->room = room;
	}
	b->was[b->n++] = *w;
	b->sorted = false;
	return 0;
}

static int add_all(struct before *b, int fd, before_wanted *wanted, const void *arg, int depth);

/* Look through the folder that is the i-th of those remembered; else it is shut. */
static void add_folder(struct before *b, size_t i, int dir, const char *name, int depth)
{
	int fd _cleanup_fd_ = depth == DEEPEST ? -1 :
			      openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	size_t n = b->n, mine = b->mine;
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_ino == b->was[i].ino &&
	    add_all(b, fd, NULL, NULL, depth + 1) == 0)
		return;
	b->n = n;
	b->mine = mine;
	b->was[i].shut = b->was[i].too_deep = true;
}

static int add_all(struct before *b, int fd, before_wanted *wanted, const void *arg, int depth)
{
	struct dirents d = { .fd = fd };
	struct file folder, f;
	const char *name;

	if (!look(fd, ".", &folder))
		return -errno;
	while ((name = dirents_next(&d))) {
		struct was w;
		int r;

		if ((wanted && !wanted(arg, name)) || !look(fd, name, &f))
			continue;
		/* Others' files are never removed; their folders may have something of the program's. */
		if (f.uid != geteuid() && (!S_ISDIR(f.mode) ||
					   faccessat(fd, name, W_OK | X_OK, AT_EACCESS) < 0))
			continue;
		w = was(folder.ino, name, &f);
		r = add(b, &w);
		if (r < 0)
			return r;
		b->mine += f.uid == geteuid() && !S_ISDIR(f.mode);
		if (S_ISDIR(f.mode) && device(&f) == device(&folder))
			add_folder(b, b->n - 1, fd, name, depth);
		else
			b->was[b->n - 1].shut = true;
	}
	return d.error;
}

int before_add(struct before *b, int fd, before_wanted *wanted, const void *arg)
{
	size_t n = b->n, mine = b->mine;
	int r = add_all(b, fd, wanted, arg, 0);

	if (r < 0) {
		b->n = n;
		b->mine = mine;
	}
	return r;
}

static int compare(const void *a, const void *b)
{
	const struct was *x = a, *y = b;

	if (x->ino != y->ino)
		return x->ino < y->ino ? -1 : 1;
	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	if (x->dir != y->dir)
		return x->dir < y->dir ? -1 : 1;
	if (x->dev != y->dev)
		return x->dev < y->dev ? -1 : 1;
	return x->born < y->born ? -1 : x->born > y->born;
}

const struct was *before_find(struct before *b, int fd, ino_t folder, const char *name, bool *mine)
{
	struct file f;
	struct was w;

	*mine = false;
	if (!look(fd, name, &f))
		return NULL;
	*mine = f.uid == geteuid();
	if (!*mine && !S_ISDIR(f.mode))
		return NULL;
	if (!b->sorted && b->n)
		qsort(b->was, b->n, sizeof(*b->was), compare);
	b->sorted = true;
	w = was(folder, name, &f);
	return b->n ? bsearch(&w, b->was, b->n, sizeof(w), compare) : NULL;
}

int64_t before_born(int fd, const char *name)
{
	struct file f;

	return look(fd, name, &f) ? was(0, "", &f).born : 0;
}

void before_free(struct before *b)
{
	free(b->was);
	*b = (struct before){ 0 };
}
