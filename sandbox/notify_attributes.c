// SPDX-License-Identifier: MIT
/*
 * notify_attributes.c - calls that change a file's mode or times, by path or descriptor, done
 * by the supervisor in the program's place. Landlock has no right for them, and BPF sees a
 * pointer or a number.
 *
 * The path is read once, from the memory of the thread that waits; a second thread may change
 * it afterwards, since nobody looks there again. The supervisor resolves it from that thread's
 * own folder or descriptor, and holds what it found: where *that* lies decides, and on *that*
 * the call is made. It follows no magic link of /proc but the one by which libc changes the
 * mode of a descriptor. What cannot be read or found is refused.
 */
#include "sandbox/notify_attributes.h"

#include "lib/fd.h"
#include "lib/processor.h"
#include "sandbox/grants.h"
#include "sandbox/notify_answer.h"
#include "sandbox/notify_args.h"
#include "sandbox/notify_find.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>

/* A call, taken apart: where its path starts, where that is, and what is to be done. */
struct change {
	int      dir;          /* AT_FDCWD, or a descriptor of the program's */
	uint64_t path, times;  /* addresses in the program; no path: dir itself */
	int      flags;
	mode_t   mode;
	bool     is_mode;
};

bool attributes_are_asked(int nr)
{
	switch (nr) {
	case SYS_chmod:
	case SYS_fchmod:
	case SYS_fchmodat:
	case SYS_utime:
	case SYS_utimes:
	case SYS_futimesat:
	case SYS_utimensat:
		return true;
	}
	return false;
}

static struct change take_apart(const struct seccomp_data *d)
{
	const __u64 *a = d->args;

	switch (d->nr) {
	case SYS_chmod:
		return (struct change){ .dir = AT_FDCWD, .path = a[0], .mode = (mode_t)a[1],
					.is_mode = true };
	case SYS_fchmod:
		return (struct change){ .dir = (int)a[0], .mode = (mode_t)a[1], .is_mode = true };
	case SYS_fchmodat:
		return (struct change){ .dir = (int)a[0], .path = a[1], .mode = (mode_t)a[2],
					.is_mode = true };
	case SYS_utime:
	case SYS_utimes:
		return (struct change){ .dir = AT_FDCWD, .path = a[0], .times = a[1] };
	default:
		return (struct change){ .dir = (int)a[0], .path = a[1], .times = a[2],
					.flags = d->nr == SYS_utimensat ? (int)a[3] : 0 };
	}
}

/* The two times of any of the four calls; *now: none were given. */
static int read_times(pid_t pid, int nr, uint64_t at, struct timespec t[2], bool *now)
{
	struct utimbuf buf;
	struct timeval tv[2];

	*now = !at;
	if (*now)
		return 0;
	if (nr == SYS_utime) {
		if (args_read(pid, at, &buf, sizeof(buf)) != (ssize_t)sizeof(buf))
			return -EFAULT;
		t[0] = (struct timespec){ .tv_sec = buf.actime };
		t[1] = (struct timespec){ .tv_sec = buf.modtime };
	} else if (nr == SYS_utimensat) {
		if (args_read(pid, at, t, 2 * sizeof(*t)) != (ssize_t)(2 * sizeof(*t)))
			return -EFAULT;
	} else {
		if (args_read(pid, at, tv, sizeof(tv)) != (ssize_t)sizeof(tv))
			return -EFAULT;
		for (int i = 0; i < 2; i++) {
			if (tv[i].tv_usec < 0 || tv[i].tv_usec >= 1000000)
				return -EINVAL; /* so does the call itself */
			t[i] = (struct timespec){ tv[i].tv_sec, tv[i].tv_usec * 1000 };
		}
	}
	return 0;
}

/* What the path means to the program, held by a descriptor of ours; or -errno. */
static int resolve(pid_t pid, const struct change *c, const char *path)
{
	int base _cleanup_fd_ = -1, fd;

	if (!(c->flags & AT_SYMLINK_NOFOLLOW) && args_own(pid, path, &fd))
		return fd;
	if (*path != '/' && (base = args_base(pid, c->dir)) < 0)
		return base;
	return find_path(base, path, c->flags & AT_SYMLINK_NOFOLLOW ? O_NOFOLLOW : 0);
}

/*
 * tmpfile(3) asks for an unnamed file in /tmp, whatever TMPDIR says. The program gets one of
 * its own folder instead: the descriptor is put into it, and the call returns it. -errno: it
 * was not that.
 */
int attributes_tmpfile(const struct box *b, int listener, const struct seccomp_notif *ask)
{
	const __u64 *a = ask->data.args + (ask->data.nr == SYS_openat);
	struct seccomp_notif_addfd add = { .id = ask->id, .flags = SECCOMP_ADDFD_FLAG_SEND };
	int flags = (int)a[1], fd _cleanup_fd_ = -1;
	char path[PATH_MAX];

	if ((flags & O_TMPFILE) != O_TMPFILE || args_path((pid_t)ask->pid, a[0], path) ||
	    strcmp(path, P_tmpdir))
		return -ENOENT;
	fd = open(b->tmp.path, O_TMPFILE | (flags & (O_ACCMODE | O_EXCL)) | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	add.srcfd = (__u32)fd;
	add.newfd_flags = (__u32)(flags & O_CLOEXEC);
	return ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add) < 0 ? -errno : 0;
}

int attributes_change(struct box *b, int listener, const struct seccomp_notif *ask)
{
	const struct change c = take_apart(&ask->data);
	pid_t pid = (pid_t)ask->pid;
	char path[PATH_MAX], now_at[FD_PATH];
	struct timespec times[2];
	int fd _cleanup_fd_ = -1;
	bool now = false;
	pid_t by;
	int r = c.path ? args_path(pid, c.path, path) : 0;

	if (!r && !c.is_mode)
		r = read_times(pid, ask->data.nr, c.times, times, &now);
	if (!r)
		r = fd = c.path ? resolve(pid, &c, path) : args_behind(pid, c.dir);
	/* Did it wait all the while? Else the pid may be somebody else's by now. */
	if (r >= 0 && !args_waits(listener, ask->id))
		return -ENOENT;
	if (r < 0)
		return r;
	if (!(b->opt->mediate ? (grants_of(b, fd) & LL_MAKE_REG) != 0 : grants_writable(b, fd)))
		return -EPERM;
	by = helper_fork(b);
	if (by > 0 || (by < 0 && by != -ENOSYS))
		return by > 0 ? 1 : by;
	fd_path(fd, now_at);
	r = c.is_mode ? chmod(now_at, c.mode & 07777) :
			utimensat(AT_FDCWD, now_at, now ? NULL : times, 0);
	r = r < 0 ? -errno : 0;
	if (by == 0)
		helper_answer(listener, ask, r);
	return r;
}
