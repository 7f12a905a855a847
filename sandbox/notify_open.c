// SPDX-License-Identifier: MIT
/*
 * notify_open.c - every open of the program's, made by the supervisor: walls around files for where
 * there is no Landlock. It costs two changes of context a call; Landlock costs none.
 *
 * The path is read once. What it means to the program is found by openat2(2) from the program's
 * own folder or descriptor, and held by an O_PATH descriptor; where *that* lies decides; *that*
 * is opened anew, by its descriptor and not by a name, and put into the program
 * (SECCOMP_IOCTL_NOTIF_ADDFD). No open is ever let go on. So there is no second look at
 * anything that could be changed between:
 *
 *	the path in memory     is ours after one copy; one that cannot be read is refused
 *	links, "..", mounts    are the kernel's affair, and gone through before it is judged
 *	/proc                  is not granted but for the machine's figures, nor any of its doors gone
 *			       through (ELOOP): "self" is the supervisor there. Paths that name what
 *			       the program has open, as /dev/stdin does, mean the program's; its file is
 *			       judged like all. And what it may read of itself (grants_own) is its own
 *	names                  moved, linked or removed are the supervisor's too (notify_names.c). If the
 *			       program could move a file into its own folder, it could open it there
 *	a new file             is made with O_EXCL in a folder that is held; else it begins anew
 *	FIFOs                  notify_fifos.c: who waits for the other end does not keep others waiting
 *
 * All of a box's opens, and all that is done with names, is done by one thread, one after the
 * other.
 *
 * Not mediated: execve(2), since only the kernel can make it, and the kernel would read the
 * path again. What the user may execute can be run, under the same filter; what is only
 * readable cannot be read that way. stat(2), access(2), readlink(2), chdir(2): they open
 * nothing, Landlock mediates none of them either, and Python makes hundreds. So names, sizes
 * and times can be asked for.
 *
 * A signal whose handler does not restart calls (SA_RESTART) can make one of these fail with
 * EINTR, if it comes in the microseconds before the question is heard: then nothing was done.
 *
 * A descriptor with O_PATH cannot be handed over (EBADF): the program gets one to read.
 */
#include "sandbox/notify_open.h"

#include "lib/fd.h"
#include "lib/processor.h"
#include "sandbox/grants.h"
#include "sandbox/notify_answer.h"
#include "sandbox/notify_args.h"
#include "sandbox/notify_fifos.h"
#include "sandbox/notify_find.h"
#include "sandbox/notify_names.h"
#include "sandbox/quota.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	TRIES = 8, /* a name that comes and goes, links that lead to links */
	/* What an open of a file that is held can mean. No terminal ever becomes ours. */
	PASSED = O_ACCMODE | O_APPEND | O_TRUNC | O_DIRECTORY | O_NONBLOCK | O_SYNC | O_DIRECT |
		 O_NOATIME,
	UNNAMED = O_TMPFILE & ~O_DIRECTORY,
};

/* An open(2), taken apart. */
struct opening {
	pid_t    pid;
	int      dir;
	uint64_t path;
	int      flags;
	mode_t   mode;
};

bool mediate_is_for(int nr)
{
	switch (nr) {
	case SYS_truncate:
	case SYS_rmdir:
	case SYS_unlink:
	case SYS_unlinkat:
	case SYS_rename:
	case SYS_renameat:
	case SYS_renameat2:
		return true;
	}
	return quota_is_for(nr);
}

static struct opening take_apart(const struct seccomp_notif *ask)
{
	const __u64 *a = ask->data.args;
	struct opening o = { .pid = (pid_t)ask->pid, .dir = AT_FDCWD };

	if (ask->data.nr == SYS_openat)
		o.dir = (int)*a++;
	o.path = a[0];
	o.flags = ask->data.nr == SYS_creat ? O_CREAT | O_WRONLY | O_TRUNC : (int)a[1];
	o.mode = (mode_t)a[ask->data.nr == SYS_creat ? 1 : 2] & 07777;
	/* The kernel looks at no other flag beside O_PATH. */
	if (o.flags & O_PATH)
		o.flags &= O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	return o;
}

/* Our own umask may have taken bits away that the program's leaves. */
static int with_mode(int fd, mode_t mode)
{
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) == 0 && (st.st_mode & 07777) != mode)
		fchmod(fd, mode);
	return fd < 0 ? -errno : fd;
}

/* Open what is held. */
static int open_held(struct box *b, const struct seccomp_notif *ask, const struct opening *o,
		     int held)
{
	int access = o->flags & O_ACCMODE;
	uint64_t need = 0, rights = grants_of(b, held);
	struct stat st;

	if (fstat(held, &st) < 0)
		return -errno;
	if (S_ISLNK(st.st_mode))
		return -ELOOP;
	if (S_ISSOCK(st.st_mode))
		return -ENXIO;
	if (S_ISDIR(st.st_mode) && o->flags & O_CREAT)
		return -EISDIR;
	if (access != O_WRONLY)
		need |= S_ISDIR(st.st_mode) ? LL_READ_DIR : LL_READ_FILE;
	if (access != O_RDONLY || o->flags & O_TRUNC)
		need |= LL_WRITE_FILE;
	if ((rights & need) != need)
		return -EACCES;
	if (S_ISFIFO(st.st_mode))
		return fifos_open(b, ask, held, o->flags & PASSED);
	return fd_reopen(held, (o->flags & PASSED) | O_NOCTTY);
}

/* Make the file `name` in a folder that is held. -EEXIST: there is something by now. */
static int make(struct box *b, const struct opening *o, int folder, const char *name)
{
	mode_t mode = args_mode(o->pid, o->mode);
	int flags = (o->flags & PASSED) | O_CREAT | O_EXCL | O_NOCTTY | O_CLOEXEC;

	if (!(grants_of(b, folder) & LL_MAKE_REG))
		return -EACCES;
	if (faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) < 0 && !quota_file(b, SYS_openat))
		return -EDQUOT;
	return with_mode(openat(folder, name, flags, mode), mode);
}

/*
 * A file without a name: in the folder that is named; for tmpfile(3), which wants /tmp, in our
 * own.
 */
static int make_unnamed(struct box *b, const struct opening *o, int base, const char *path)
{
	mode_t mode = args_mode(o->pid, o->mode);
	int flags = (o->flags & (PASSED | O_TMPFILE | O_EXCL)) | O_CLOEXEC;
	int folder _cleanup_fd_ = find_path(base, path, O_DIRECTORY);
	int at = folder;

	if (folder < 0)
		return folder;
	if (!(grants_of(b, folder) & LL_MAKE_REG)) {
		if (b->tmp.dir < 0 || strcmp(path, P_tmpdir) != 0)
			return -EACCES;
		at = b->tmp.dir;
	}
	if (!quota_file(b, SYS_openat))
		return -EDQUOT;
	return with_mode(openat(at, ".", flags, mode), mode);
}

/* Open what is there, or make it. What comes or goes between the two is looked at again. */
static int open_or_make(struct box *b, const struct seccomp_notif *ask, const struct opening *o,
			int base, char path[PATH_MAX])
{
	int nofollow = o->flags & O_EXCL ? O_NOFOLLOW : o->flags & O_NOFOLLOW;
	int from _cleanup_fd_ = -1;
	size_t length = strlen(path);

	if (length > 0 && path[length - 1] == '/')
		return -EISDIR;
	for (int i = 0; i < TRIES; i++) {
		int held _cleanup_fd_ = find_path(base, path, nofollow), folder, r;
		const char *name;
		ssize_t n;

		if (held >= 0)
			return o->flags & O_EXCL ? -EEXIST : open_held(b, ask, o, held);
		if (held != -ENOENT)
			return held;
		folder = find_parent(base, path, &name);
		if (folder < 0)
			return folder;
		r = make(b, o, folder, name);
		if (r != -EEXIST || nofollow) {
			close(folder);
			return r;
		}
		/* A link to nothing: what it leads to is to be made. Or somebody else was first. */
		n = readlinkat(folder, name, path, PATH_MAX - 1);
		fd_close(n > 0 ? &from : &folder);
		if (n > 0) {
			path[n] = '\0';
			base = from = folder;
		}
	}
	return -EAGAIN;
}

/* Of the process that asks, and what it may read of itself anyway. */
static int open_figure(const struct opening *o, int held)
{
	if (held < 0)
		return held;
	if ((o->flags & O_ACCMODE) != O_RDONLY || o->flags & (O_TRUNC | O_DIRECTORY | UNNAMED))
		return -EACCES;
	return fd_reopen(held, O_RDONLY | (o->flags & O_NONBLOCK));
}

static int open_for(struct box *b, const struct seccomp_notif *ask, const struct opening *o)
{
	int base _cleanup_fd_ = -1, held _cleanup_fd_ = -1;
	char path[PATH_MAX];
	bool own;
	int r;

	if (o->flags & UNNAMED ? !(o->flags & O_DIRECTORY) :
				 (o->flags & O_CREAT) && (o->flags & O_DIRECTORY))
		return -EINVAL;
	r = args_path(o->pid, o->path, path);
	if (r < 0)
		return r;
	if (args_figure(o->pid, path, &held))
		return !args_waits(b->supervise.listener, ask->id) ? -ENOENT : open_figure(o, held);
	own = args_own(o->pid, path, &held);
	if (!own && *path != '/' && (base = args_base(o->pid, o->dir)) < 0)
		return base;
	if (!args_waits(b->supervise.listener, ask->id))
		return -ENOENT;
	if (own)
		return held < 0		       ? held
		       : o->flags & O_NOFOLLOW ? -ELOOP
					       : open_held(b, ask, o, held);
	if (o->flags & UNNAMED)
		return make_unnamed(b, o, base, path);
	if (o->flags & O_CREAT)
		return open_or_make(b, ask, o, base, path);
	held = find_path(base, path, o->flags & (O_NOFOLLOW | O_DIRECTORY));
	return held < 0 ? held : open_held(b, ask, o, held);
}

bool mediate(struct box *b, const struct seccomp_notif *ask, struct seccomp_notif_resp *say)
{
	struct opening o;
	int fd;

	switch (ask->data.nr) {
	case SYS_open:
	case SYS_openat:
	case SYS_creat:
		o = take_apart(ask);
		fd = open_for(b, ask, &o);
		if (fd >= 0)
			return answer_with_fd(b->supervise.listener, ask->id, fd, o.flags, say);
		say->error = fd;
		return fd != -EINPROGRESS; /* it waits */
	}
	say->error = names_change(b, ask);
	return true;
}
