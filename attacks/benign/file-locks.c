// SPDX-License-Identifier: MIT
/*
 * file-locks.c - locks on a file, and a walk over a folder.
 *
 * fcntl(2) record locks, flock(2), opendir(3), stat(2), link, rename. A filter that knows fcntl as
 * dangerous, because of F_SETOWN, and forgets that F_SETLK is what databases live on, breaks it.
 */
#include "attacks/attack.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int count_files(void)
{
	DIR *dir = opendir(".");
	struct dirent *d;
	int n = 0;

	while (dir && (d = readdir(dir)))
		n += d->d_name[0] != '.';
	if (dir)
		closedir(dir);
	return n;
}

/* A lock of the open file, not of the process: F_OFD_SETLK. */
static bool owns_lock(int fd)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	return fcntl(fd, F_OFD_SETLK, &whole) == 0 && fcntl(fd, F_OFD_SETLKW, &whole) == 0 &&
	       fcntl(fd, F_OFD_GETLK, &whole) == 0 && whole.l_type == F_UNLCK;
}

static enum claim run(const struct brief *b)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char folder[] = "locks-XXXXXX";
	struct stat st;
	int fd;

	(void)b;
	if (!mkdtemp(folder) && (chdir(getenv("TMPDIR") ?: "/tmp") || !mkdtemp(folder)))
		return failed("mkdtemp");
	if (chdir(folder))
		return failed("chdir");
	fd = open("data", O_RDWR | O_CREAT | O_CLOEXEC, 0640);
	if (fd < 0 || fcntl(fd, F_SETLK, &whole) || fcntl(fd, F_SETLKW, &whole) ||
	    fcntl(fd, F_GETLK, &whole) || flock(fd, LOCK_EX | LOCK_NB))
		return failed("lock");
	whole.l_type = F_UNLCK;
	if (write(fd, "0123456789", 10) != 10 || fcntl(fd, F_SETLK, &whole) || !owns_lock(fd) ||
	    close(fd))
		return failed("unlock");
	if (link("data", "again") || symlink("data", "pointer") || stat("pointer", &st))
		return failed("link");
	printf("%d files, %ld bytes, %lu links\n", count_files(), (long)st.st_size,
	       (unsigned long)st.st_nlink);
	if (rename("again", "data2") || unlink("data") || unlink("data2") || unlink("pointer") ||
	    chdir("..") || rmdir(folder))
		return failed("tidy up");
	puts("tidy");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "files are locked, linked and listed",
	.means = "fcntl(2) F_SETLK, flock(2), link(2), opendir(3)",
	.oracle = "done",
	.expect = "3 files, 10 bytes, 2 links\ntidy\n",
	.run = run,
};
