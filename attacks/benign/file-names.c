// SPDX-License-Identifier: MIT
/*
 * file-names.c - what a version control system does with its folder.
 *
 * Names are made, asked for, linked and moved below a folder that is held open, so that nobody can
 * move it away meanwhile; modes, times and attributes are set as they were.
 */
#include "attacks/benign/calls.h"

#include <fcntl.h>
#include <linux/stat.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/xattr.h>

static bool has_none(long r)
{
	return r < 0 && (errno == ENODATA || errno == ENOTSUP);
}

static void names(int dir)
{
	char target[8];
	struct statx x;
	struct statfs fs;

	CALL(r == 0, mkdirat, dir, "folder", 0700);
	CALL(r == 0, linkat, dir, "file", dir, "again", 0);
	CALL(r == 0, symlinkat, "file", dir, "pointer");
	CALL(r == 4, readlinkat, dir, "pointer", target, sizeof(target));
	CALL(r == 0, mknodat, dir, "fifo", S_IFIFO | 0600, 0);
	CALL(r == 0, faccessat, dir, "again", R_OK);
	CALL(r == 0 || errno == ENOSYS, faccessat2, dir, "again", R_OK, AT_SYMLINK_NOFOLLOW);
	CALL(r == 0, statx, dir, "again", 0, STATX_BASIC_STATS, &x);
	CALL(r == 0, statfs, ".", &fs);
	CALL(r == 0, renameat, dir, "again", dir, "other");
	CALL(r == 0, renameat2, dir, "other", dir, "third", RENAME_NOREPLACE);
	CALL(r == 0, fchdir, dir);
	CALL(r == 0, unlinkat, dir, "third", 0);
	CALL(r == 0, unlinkat, dir, "pointer", 0);
	CALL(r == 0, unlinkat, dir, "fifo", 0);
	CALL(r == 0, unlinkat, dir, "folder", AT_REMOVEDIR);
}

static void properties(int dir, int fd)
{
	const struct timespec times[2] = { { 1, 0 }, { 2, 0 } };
	mode_t mask = umask(022);
	char list[64];

	CALL(r == 022, umask, mask);
	CALL(r == 0, fchmod, fd, 0640);
	CALL(r == 0, fchmodat, dir, "file", 0644);
	CALL(r == 0, utimensat, dir, "file", times, 0);
	CALL(r == 0, ftruncate, fd, 10);
	CALL(has_none(r), getxattr, "file", "user.none", list, sizeof(list));
	CALL(has_none(r), lgetxattr, "file", "user.none", list, sizeof(list));
	CALL(has_none(r), fgetxattr, fd, "user.none", list, sizeof(list));
	CALL(r >= 0 || errno == ENOTSUP, listxattr, "file", list, sizeof(list));
	CALL(r >= 0 || errno == ENOTSUP, llistxattr, "file", list, sizeof(list));
	CALL(r >= 0 || errno == ENOTSUP, flistxattr, fd, list, sizeof(list));
	CALL(r == 0 || errno == ENOTSUP, setxattr, "file", "user.x", "y", 1, 0);
	CALL(r == 0 || errno == ENOTSUP, lsetxattr, "file", "user.x", "y", 1, 0);
	CALL(r == 0 || errno == ENOTSUP, fsetxattr, fd, "user.x", "y", 1, 0);
}

static enum claim run(const struct brief *b)
{
	char folder[] = "names-XXXXXX";
	int dir, fd;

	(void)b;
	if (!mkdtemp(folder) || chdir(folder))
		return failed("mkdtemp");
	dir = open(".", O_RDONLY | O_DIRECTORY);
	fd = open("file", O_RDWR | O_CREAT, 0600);
	if (dir < 0 || fd < 0)
		return failed("open");
	names(dir);
	properties(dir, fd);
	if (unlink("file") || chdir("..") || rmdir(folder))
		return failed("tidy up");
	return tell_calls();
}

const struct attack attack = {
	.effect = "files are named, described and tidied away below a folder that is held",
	.means = "the calls that end in at; modes, times, extended attributes",
	.oracle = "done",
	.expect = "30 calls, 0 refused\n",
	.run = run,
};
