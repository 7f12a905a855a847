// SPDX-License-Identifier: MIT
/*
 * report_to.c - a report that is a file has a path, and the program is of the same user: it may
 * write into the file, put another in its place, or have left something there for the next run.
 *
 *	a symbolic link        is not followed
 *	a second (hard) link   to a file of somebody else's: refused, before a byte of it is gone
 *	a pipe without reader  would be waited for, before any clock runs: refused
 *	bytes in the file      are cut off when the program is dead
 *	another file           is removed then, and a new one made: in the same folder as before, so
 *	                       that no link in the path makes us remove or write what the program
 *	                       itself cannot
 *
 * A descriptor of the caller's may be a file too, whose path the program finds in the caller's
 * /proc/PID/fd. What comes before our line may be the caller's and stays; what would come after it,
 * where the descriptor does not append, is nobody's and is cut off.
 *
 * All this holds where nothing of the program outlives it: with the layer session.
 */
#include "sandbox/report_to.h"

#include "lib/fd.h"
#include "sandbox/options.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { FLAGS = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW };

int report_to_open(struct report_to *t, const char *where, struct err *e)
{
	int folder _cleanup_fd_ = -1, fd;
	struct stat st, in;

	*t = (struct report_to){ .fd = -1 };
	if (options_descriptor(where, &fd)) {
		if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
			return err_set(e, errno, "--report %s", where);
		t->fd = fd;
		return 0;
	}
	folder = path_folder(where);
	if (folder < 0 || fstat(folder, &in) < 0)
		return err_set(e, folder < 0 ? -folder : errno, "--report %s", where);
	t->fd = openat(folder, path_last(where), FLAGS | O_NONBLOCK, 0600);
	if (t->fd < 0 || fstat(t->fd, &st) < 0)
		return err_set(e, errno, "--report %s", where);
	fd_block(t->fd);
	if (!S_ISREG(st.st_mode))
		return 0;
	if (st.st_nlink != 1) {
		fd_close(&t->fd);
		return err_set(e, EMLINK, "--report %s: the file has other names", where);
	}
	t->path = where;
	t->folder = in;
	return ftruncate(t->fd, 0) < 0 ? err_set(e, errno, "--report %s", where) : 0;
}

/* Is what the name leads to the file that we hold, and that alone? */
static bool is_ours(const struct report_to *t, int folder)
{
	struct stat st, now;

	return fstat(t->fd, &st) == 0 && st.st_nlink == 1 &&
	       fstatat(folder, path_last(t->path), &now, AT_SYMLINK_NOFOLLOW) == 0 &&
	       stat_same(&st, &now);
}

/*
 * Our line is to be the last one. Not a file, or one that cannot be cut: then it cannot be
 * helped.
 */
static void cut_off(int fd)
{
	off_t at = lseek(fd, 0, SEEK_CUR);
	int flags = fcntl(fd, F_GETFL);
	struct stat st;

	if (at >= 0 && flags >= 0 && !(flags & O_APPEND) && fstat(fd, &st) == 0 &&
	    S_ISREG(st.st_mode) && st.st_size > at && ftruncate(fd, at) < 0)
		return;
}

int report_to_rewind(struct report_to *t, bool *replaced, struct err *e)
{
	int folder _cleanup_fd_ = -1;
	struct stat in;

	*replaced = false;
	if (!t->path) {
		cut_off(t->fd);
		return 0;
	}
	folder = path_folder(t->path);
	if (folder < 0 || fstat(folder, &in) < 0 || !stat_same(&in, &t->folder))
		return err_set(e, ESTALE, "--report %s: its folder is another one", t->path);
	if (!is_ours(t, folder)) {
		*replaced = true;
		fd_close(&t->fd);
		unlinkat(folder, path_last(t->path), 0);
		t->fd = openat(folder, path_last(t->path), FLAGS | O_EXCL, 0600);
	}
	if (t->fd < 0 || ftruncate(t->fd, 0) < 0 || lseek(t->fd, 0, SEEK_SET) < 0)
		return err_set(e, errno, "--report %s: something else is in its place", t->path);
	return 0;
}
