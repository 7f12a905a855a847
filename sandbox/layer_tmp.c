// SPDX-License-Identifier: MIT
/*
 * tmp - a fresh folder of mode 0700, under a name nobody could prepare, is TMPDIR, HOME and the
 * working directory; it is emptied and removed afterwards.
 *
 * The folder is held by a descriptor from the beginning to the end: what the program renames, links
 * or puts in its place does not matter. It is locked as long as its supervisor lives; one that nobody
 * holds is of a supervisor that was killed, and the next launch removes it.
 *
 * What it makes in the folders of all users is removed too: leftovers.c. A folder that --tmp-clear names
 * is emptied of what is older as well.
 */
#include "sandbox/layer_tmp.h"

#include "lib/fd.h"
#include "sandbox/brought.h"
#include "sandbox/layer_env.h"
#include "sandbox/leftovers.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"
#include "sandbox/stale.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>

#define BASE BOX_BASE

static int probe(struct err *e)
{
	if (access(BASE, W_OK | X_OK) < 0)
		return err_set(e, errno, BASE);
	return 0;
}

/* A name of 64 random bits, and the variables that tell the program. */
static int invent(struct box *b, struct err *e)
{
	unsigned long long r;

	if (getrandom(&r, sizeof(r), 0) != (ssize_t)sizeof(r))
		return err_set(e, errno, "getrandom");
	snprintf(b->tmp.path, sizeof(b->tmp.path), BASE "/" BOX_FOLDER "%0*llx", BOX_FOLDER_DIGITS, r);
	stpcpy(stpcpy(b->tmp.home, "HOME="), b->tmp.path);
	stpcpy(stpcpy(b->tmp.tmpdir, "TMPDIR="), b->tmp.path);
	return 0;
}

static int folder_at(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* What is to stay, as long as nobody of the box could make it. */
int tmp_remember(struct box *b, struct err *e)
{
	int r = 0;

	leftovers_remember(b);
	b->tmp.stay.keep.globs = b->opt->tmp_keep;
	for (size_t i = 0; b->opt->tmp_keep[0] && i < BOX_LIST && b->opt->tmp_clear[i] && !r; i++) {
		int fd _cleanup_fd_ = folder_at(b->opt->tmp_clear[i]);

		r = fd < 0 ? 0 : sweep_keep(fd, b->opt->tmp_clear[i], &b->tmp.stay.keep);
		if (r < 0)
			err_set(e, -r, "%s", b->opt->tmp_clear[i]);
	}
	return r;
}

/* Make the folder, and hold and lock it. -EAGAIN: another box took it for a dead one's meanwhile. */
static int make(struct box *b, struct err *e)
{
	struct stat st;

	if (mkdir(b->tmp.path, S_IRWXU) < 0)
		return err_set(e, errno, "%s", b->tmp.path);
	b->tmp.dir = folder_at(b->tmp.path);
	if (b->tmp.dir < 0 && errno == EACCES && !sweep_unlock(AT_FDCWD, b->tmp.path, 0))
		b->tmp.dir = folder_at(b->tmp.path); /* the launcher's umask had taken our own right */
	if (b->tmp.dir < 0 && errno == ENOENT)
		return -EAGAIN;
	if (b->tmp.dir >= 0 &&
	    ((flock(b->tmp.dir, LOCK_SH | LOCK_NB) < 0 && errno == EWOULDBLOCK) ||
	     (fstat(b->tmp.dir, &st) == 0 && st.st_nlink == 0))) {
		fd_close(&b->tmp.dir);
		return -EAGAIN;
	}
	if (b->tmp.dir < 0 || fchmod(b->tmp.dir, S_IRWXU) < 0) {
		err_set(e, errno, "%s", b->tmp.path);
		rmdir(b->tmp.path);
		return -e->code;
	}
	return 0;
}

/* Before anything is made: who cleans up in the other's place knows it too. */
static int know(struct box *b, struct err *e)
{
	return invent(b, e) < 0 ? -e->code : tmp_remember(b, e);
}

static int prepare(struct box *b, struct err *e)
{
	struct stat st;
	int r;

	while ((r = make(b, e)) == -EAGAIN)
		if (invent(b, e) < 0)
			return -e->code;
	if (r < 0)
		return r;
	if (fstat(b->tmp.dir, &st) == 0)
		b->tmp.is = (struct place){ st.st_dev, st.st_ino };
	if (b->opt->request && brought_put(b->opt->request, b->tmp.dir, e) < 0)
		return -e->code;
	if (env_set(b, b->tmp.home) < 0 || env_set(b, b->tmp.tmpdir) < 0)
		return err_set(e, E2BIG, "environment");
	return 0;
}

static int inside(struct box *b, struct err *e)
{
	if (!b->opt->chdir && fchdir(b->tmp.dir) < 0)
		return err_set(e, errno, "%s", b->tmp.path);
	return 0;
}

static int readback(const struct box *b, struct err *e)
{
	struct stat dir, cwd;
	char name[32];

	proc_name(name, b->pid, "cwd");
	if (fstat(b->tmp.dir, &dir) < 0 || stat(name, &cwd) < 0)
		return err_set(e, errno, "%s", name);
	if (dir.st_uid != geteuid() || (dir.st_mode & 07777) != S_IRWXU)
		return err_set(e, EPERM, "%s is not the user's alone", b->tmp.path);
	if (!b->opt->chdir && !stat_same(&dir, &cwd))
		return err_set(e, EPERM, "%s is not %s", name, b->tmp.path);
	return 0;
}

/*
 * Remove the folder if it is empty. When it no longer is where it was made, `now` says where: the
 * program has moved it. Only an empty directory can go this way: a race costs nobody anything.
 */
static bool removed(const struct box *b, char now[PATH_MAX])
{
	struct stat st, mine;

	strcpy(now, b->tmp.path);
	if (fstat(b->tmp.dir, &mine) < 0 || mine.st_nlink == 0)
		return true;
	if ((lstat(now, &st) < 0 || !stat_same(&st, &mine)) && fd_place(b->tmp.dir, now) < 0)
		return false;
	return rmdir(now) == 0;
}

/* Most programs leave nothing: then this is one rmdir(2). */
static void empty_and_remove(struct box *b, struct sweep *s)
{
	char now[PATH_MAX];

	b->res->swept = true;
	if (removed(b, now))
		return;
	sweep_dir(b->tmp.dir, b->tmp.path, NULL, s);
	if (removed(b, now))
		return;
	s->left++;
	if (s->names < BOX_NAMED)
		snprintf(s->name[s->names++], sizeof(s->name[0]), "%.*s", NAME_MAX, now);
}

static void undo(struct box *b)
{
	struct sweep *s = &b->res->sweep;

	if (b->tmp.dir >= 0 && b->opt->request && b->opt->back > 0)
		brought_give_back(b);
	if (b->tmp.dir >= 0)
		empty_and_remove(b, s);
	for (size_t i = 0; i < BOX_LIST && b->opt->tmp_clear[i]; i++) {
		int fd _cleanup_fd_ = folder_at(b->opt->tmp_clear[i]);

		if (fd >= 0)
			sweep_dir(fd, b->opt->tmp_clear[i], &b->tmp.stay.keep, s);
		else if (errno != ENOENT)
			s->left++;
	}
	leftovers_sweep(b);
	fd_close(&b->tmp.dir);
}

int tmp_open(const struct box *b)
{
	int fd = folder_at(b->tmp.path);
	struct stat st;

	/* Made, and not looked at yet: then nobody else knows its name. */
	if (fd >= 0 && b->tmp.is.ino &&
	    (fstat(fd, &st) < 0 || st.st_dev != b->tmp.is.dev || st.st_ino != b->tmp.is.ino))
		fd_close(&fd); /* somebody else's, by now */
	return fd;
}

void tmp_take_over(struct box *b, const struct stay *stay)
{
	if (!stack_has(b->opt->layers, &layer_tmp))
		return;
	b->tmp.stay = *stay;
	b->tmp.dir = tmp_open(b);
	undo(b);
}

const struct layer layer_tmp = {
	.name = "tmp",
	.blurb = "a fresh private folder, emptied and removed afterwards",
	.probe = probe,
	.know = know,
	.prepare = prepare,
	.inside = inside,
	.readback = readback,
	.undo = undo,
};
