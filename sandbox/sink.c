// SPDX-License-Identifier: MIT
/*
 * sink.c - the result on its way to the operator.
 *
 * A descriptor gets the bytes as they come. A file is made when all of the program is dead:
 * until then the bytes are in memory, and there is no name that could be opened, linked or
 * watched. Then a new file is filled and renamed, so that whoever finds the name finds all of
 * it. The folder is held from the start: no link that somebody plants leads elsewhere. An older
 * file of that name is gone before the program starts, as it is nobody's result.
 */
#include "sandbox/sink.h"

#include "lib/fd.h"
#include "sandbox/options.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

/* Would what is printed arrive in the result? A terminal or /dev/null may be both. */
static bool is_a_stream(int fd)
{
	struct stat st;

	if (fstat(fd, &st) < 0 || S_ISCHR(st.st_mode))
		return false;
	for (int stream = 1; stream <= 2; stream++)
		if (fd_same(fd, stream))
			return true;
	return false;
}

static int open_descriptor(struct sink *s, int fd, const char *digits, struct err *e)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
		return err_set(e, errno, "--result %s", digits);
	if ((flags & O_ACCMODE) == O_RDONLY)
		return err_set(e, EBADF, "--result %s: not open for writing", digits);
	if (fd <= 2 || is_a_stream(fd))
		return err_set(e, EINVAL, "--result %s leads where the output goes", digits);
	s->fd = fd;
	return 0;
}

static int find_folder(struct sink *s, const char *path)
{
	const char *name = path_last(path);

	if (!*name || strlen(name) > NAME_MAX)
		return *name ? -ENAMETOOLONG : -EISDIR;
	strcpy(s->name, name);
	s->folder = path_folder(path);
	return s->folder < 0 ? s->folder : 0;
}

/* Nothing of that name, or a file, which goes: the name of a device or a link is a mistake. */
static int make_room(const struct sink *s)
{
	struct stat st;

	if (faccessat(s->folder, ".", W_OK | X_OK, AT_EACCESS) < 0)
		return -errno;
	if (fstatat(s->folder, s->name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : -errno;
	if (!S_ISREG(st.st_mode))
		return S_ISDIR(st.st_mode) ? -EISDIR : S_ISLNK(st.st_mode) ? -ELOOP : -EEXIST;
	return unlinkat(s->folder, s->name, 0) < 0 ? -errno : 0;
}

int sink_open(struct sink *s, const char *where, struct err *e)
{
	int fd, r;

	if (options_descriptor(where, &fd))
		return open_descriptor(s, fd, where, e);
	r = find_folder(s, where);
	if (!r)
		r = make_room(s);
	if (!r && (s->fd = memfd_create("result", MFD_CLOEXEC)) < 0)
		r = -errno;
	return r ? err_set(e, -r, "--result %s", where) : 0;
}

static int fill(int to, int from)
{
	off_t at = 0;
	ssize_t k;

	do
		k = sendfile(to, from, &at, 1 << 20);
	while (k > 0 || (k < 0 && errno == EINTR));
	return k < 0 ? -errno : 0;
}

int sink_deliver(const struct sink *s, struct err *e)
{
	unsigned long long random = 0;
	int fd _cleanup_fd_ = -1;
	char name[32];
	int r;

	if (s->folder < 0)
		return 0;
	if (getrandom(&random, sizeof(random), 0) < 0)
		return err_set(e, errno, "getrandom");
	snprintf(name, sizeof(name), ".result-%016llx", random);
	fd = openat(s->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(e, errno, "--result %s", s->name);
	r = fill(fd, s->fd);
	if (!r && renameat(s->folder, name, s->folder, s->name) < 0)
		r = -errno;
	if (r)
		unlinkat(s->folder, name, 0);
	return r ? err_set(e, -r, "--result %s", s->name) : 0;
}

void sink_close(struct sink *s)
{
	fd_close(&s->fd);
	fd_close(&s->folder);
}
