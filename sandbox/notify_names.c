// SPDX-License-Identifier: MIT
/*
 * notify_names.c - with --mediate: calls that make, move or remove a name, and truncate(2),
 * made in the program's place. The folder that the name is in is found and held, and must lie
 * where the program may write; the kernel gets that folder and the bare name, which it follows
 * no further.
 *
 * Refused is what the kernel would have refused: that something is there (EEXIST) or is not
 * (ENOENT), stat(2) says too, and mkdir -p wants to know.
 */
#include "sandbox/notify_names.h"

#include "lib/fd.h"
#include "lib/processor.h"
#include "sandbox/grants.h"
#include "sandbox/notify_args.h"
#include "sandbox/notify_find.h"
#include "sandbox/quota.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A name of the program's: as it stands, and found. */
struct name {
	char path[PATH_MAX];
	const char *last;
	int folder;    /* -1 */
};

static void drop(struct name *n)
{
	fd_close(&n->folder);
}

#define _cleanup_name_ __attribute__((cleanup(drop)))

/* Where the path at `at` starts: `*base` is a descriptor to close, or -1. */
static int read_name(const struct seccomp_notif *ask, int dir, uint64_t at, char path[PATH_MAX],
		     int *base)
{
	int r = args_path((pid_t)ask->pid, at, path);

	if (r == 0 && *path != '/')
		r = *base = args_base((pid_t)ask->pid, dir);
	return r < 0 ? r : 0;
}

/* What the kernel would say first, were something there, or nothing. 0: it does not ask. */
struct expects {
	int there, missing;
};

static const struct expects old = { .missing = ENOENT }, fresh = { .there = EEXIST }, any;

/* Find the folder, and refuse what is not the program's. */
static int find(const struct box *b, const struct seccomp_notif *ask, int dir, uint64_t at,
		struct name *n, struct expects first)
{
	int base _cleanup_fd_ = -1;
	int r = read_name(ask, dir, at, n->path, &base);
	int why;

	if (r < 0)
		return r;
	r = n->folder = find_parent(base, n->path, &n->last);
	if (r < 0)
		return r;
	if (grants_of(b, n->folder) & LL_MAKE_REG)
		return 0;
	why = faccessat(n->folder, n->last, F_OK, AT_SYMLINK_NOFOLLOW) == 0 ? first.there :
									      first.missing;
	return why ? -why : -EACCES;
}

static int done(int r)
{
	return r < 0 ? -errno : 0;
}

static int remove_name(struct box *b, const struct seccomp_notif *ask, int dir, uint64_t at,
		       int flags)
{
	struct name n _cleanup_name_ = { .folder = -1 };
	int r = find(b, ask, dir, at, &n, old);

	if (r == 0 && !args_waits(b->supervise.listener, ask->id))
		r = -ENOENT;
	return r < 0 ? r : done(unlinkat(n.folder, n.last, flags));
}

static int move_name(struct box *b, const struct seccomp_notif *ask, int dir, uint64_t at,
		     int to_dir, uint64_t to_at, unsigned flags)
{
	struct name from _cleanup_name_ = { .folder = -1 }, to _cleanup_name_ = { .folder = -1 };
	int r = flags & RENAME_WHITEOUT ? -EINVAL : find(b, ask, dir, at, &from, old);

	if (r == 0)
		r = find(b, ask, to_dir, to_at, &to, any);
	if (r == 0 && !args_waits(b->supervise.listener, ask->id))
		r = -ENOENT;
	return r < 0 ? r : done((int)syscall(SYS_renameat2, from.folder, from.last, to.folder,
					     to.last, flags));
}

/* What is linked must be the program's to write, as it will be under its new name. */
static int held_for_link(const struct box *b, const struct seccomp_notif *ask, int dir, uint64_t at,
			 int flags)
{
	int base _cleanup_fd_ = -1, fd;
	char path[PATH_MAX];
	int r = read_name(ask, dir, at, path, &base);

	if (r < 0)
		return r;
	if (!(flags & AT_SYMLINK_FOLLOW) || !args_own((pid_t)ask->pid, path, &fd))
		fd = find_path(base, path, flags & AT_SYMLINK_FOLLOW ? 0 : O_NOFOLLOW);
	if (fd < 0 || grants_of(b, fd) & LL_REFER)
		return fd;
	close(fd);
	return -EACCES;
}

static int link_name(struct box *b, const struct seccomp_notif *ask, int dir, uint64_t at,
		     int to_dir, uint64_t to_at, int flags)
{
	struct name to _cleanup_name_ = { .folder = -1 };
	int held _cleanup_fd_ = -1;
	char path[FD_PATH];
	int r;

	if (flags & ~AT_SYMLINK_FOLLOW)
		return flags & ~(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH) ? -EINVAL : -ENOENT;
	r = held = held_for_link(b, ask, dir, at, flags);
	if (r >= 0)
		r = find(b, ask, to_dir, to_at, &to, fresh);
	if (r >= 0 && !args_waits(b->supervise.listener, ask->id))
		r = -ENOENT;
	if (r < 0)
		return r;
	fd_path(held, path);
	return done(linkat(AT_FDCWD, path, to.folder, to.last, AT_SYMLINK_FOLLOW));
}

static int link_text(struct box *b, const struct seccomp_notif *ask, uint64_t text_at, int dir,
		     uint64_t at)
{
	struct name n _cleanup_name_ = { .folder = -1 };
	char text[PATH_MAX];
	int r = args_path((pid_t)ask->pid, text_at, text);

	if (r == 0)
		r = find(b, ask, dir, at, &n, fresh);
	if (r == 0 && !args_waits(b->supervise.listener, ask->id))
		r = -ENOENT;
	return r < 0 ? r : done(symlinkat(text, n.folder, n.last));
}

/* A folder, or a FIFO: the filter lets nothing else be asked for. */
static int make_name(struct box *b, const struct seccomp_notif *ask, int dir, uint64_t at,
		     mode_t mode)
{
	struct name n _cleanup_name_ = { .folder = -1 };
	mode_t bits = args_mode((pid_t)ask->pid, mode & 07777);
	int r = find(b, ask, dir, at, &n, fresh);
	struct stat st;

	if (r == 0 && !args_waits(b->supervise.listener, ask->id))
		r = -ENOENT;
	if (r == 0)
		r = done(S_ISFIFO(mode) ? mknodat(n.folder, n.last, S_IFIFO | bits, 0) :
					  mkdirat(n.folder, n.last, bits));
	/*
	 * Our umask may have taken more. In a folder that others may write to, it may be a link
	 * by now.
	 */
	if (r == 0 && fstatat(n.folder, n.last, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    (st.st_mode & 0777) != (bits & 0777))
		r = done(fchmodat(n.folder, n.last, (st.st_mode & 07000) | bits,
				  AT_SYMLINK_NOFOLLOW));
	return r;
}

/* The limit on a file's size is the caller's, and that would be us. */
static int cut(struct box *b, const struct seccomp_notif *ask, uint64_t at, off_t length)
{
	int base _cleanup_fd_ = -1, held _cleanup_fd_ = -1;
	char path[PATH_MAX], now[FD_PATH];
	struct rlimit most;
	struct stat st;
	int r = read_name(ask, AT_FDCWD, at, path, &base);

	if (r == 0)
		r = held = find_path(base, path, 0);
	if (r >= 0 && prlimit((pid_t)ask->pid, RLIMIT_FSIZE, NULL, &most) < 0)
		r = -errno;
	if (r >= 0 && !args_waits(b->supervise.listener, ask->id))
		r = -ENOENT;
	if (r >= 0 && !(grants_of(b, held) & LL_TRUNCATE))
		r = -EACCES;
	if (r >= 0 && fstat(held, &st) < 0)
		r = -errno;
	if (r < 0)
		return r;
	if (length > st.st_size && (rlim_t)length > most.rlim_cur)
		return -EFBIG;
	fd_path(held, now);
	return done(truncate(now, length));
}

int names_change(struct box *b, const struct seccomp_notif *ask)
{
	const __u64 *a = ask->data.args;
	const int here = AT_FDCWD;

	/* What only moves or removes a name is not counted. */
	if (quota_is_for(ask->data.nr) && !quota_file(b, ask->data.nr))
		return -EDQUOT;
	switch (ask->data.nr) {
	case SYS_truncate:
		return cut(b, ask, a[0], (off_t)a[1]);
	case SYS_rmdir:
		return remove_name(b, ask, here, a[0], AT_REMOVEDIR);
	case SYS_unlink:
		return remove_name(b, ask, here, a[0], 0);
	case SYS_unlinkat:
		return remove_name(b, ask, (int)a[0], a[1], (int)a[2]);
	case SYS_rename:
		return move_name(b, ask, here, a[0], here, a[1], 0);
	case SYS_renameat:
		return move_name(b, ask, (int)a[0], a[1], (int)a[2], a[3], 0);
	case SYS_renameat2:
		return move_name(b, ask, (int)a[0], a[1], (int)a[2], a[3], (unsigned)a[4]);
	case SYS_link:
		return link_name(b, ask, here, a[0], here, a[1], 0);
	case SYS_linkat:
		return link_name(b, ask, (int)a[0], a[1], (int)a[2], a[3], (int)a[4]);
	case SYS_symlink:
		return link_text(b, ask, a[0], here, a[1]);
	case SYS_symlinkat:
		return link_text(b, ask, a[0], (int)a[1], a[2]);
	case SYS_mkdir:
		return make_name(b, ask, here, a[0], (mode_t)a[1]);
	case SYS_mkdirat:
		return make_name(b, ask, (int)a[0], a[1], (mode_t)a[2]);
	case SYS_mknod:
		return make_name(b, ask, here, a[0], (mode_t)a[1]);
	case SYS_mknodat:
		return make_name(b, ask, (int)a[0], a[1], (mode_t)a[2]);
	}
	return -EPERM;
}
