// SPDX-License-Identifier: MIT
/*
 * arena_root.c - the instance's file system, built from nothing.
 *
 * A read-only bind of the host's root would leave the unix sockets in its /run connectable and its
 * /home readable. So the root is an empty tmpfs, and only what programs need is bound into it. The
 * sources are cloned as detached trees first, by whoever may see them: the new root can then be put
 * together on top of any folder, the one that holds the sources included.
 */
#include "harness/arena/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "lib/fd.h"

#define SCAFFOLD "/tmp" /* where the new root is put together; any existing folder will do */

struct bind {
	const char *from, *to; /* `to` is relative to the new root */
	bool dir, device, optional;
	bool writable;
};

static const struct bind system_binds[] = {
	{ "/usr", "usr", .dir = true },
	{ "/etc/alternatives", "etc/alternatives", .dir = true, .optional = true },
	{ "/etc/ld.so.cache", "etc/ld.so.cache", .optional = true },
	/* What languages keep outside /usr, and links from there lead to. */
	{ "/etc/java-17-openjdk", "etc/java-17-openjdk", .dir = true, .optional = true },
	{ "/etc/mono", "etc/mono", .dir = true, .optional = true },
	{ "/etc/R", "etc/R", .dir = true, .optional = true },
	{ "/var/lib/ghc", "var/lib/ghc", .dir = true, .optional = true },
	{ "/dev/null", "dev/null", .device = true },
	{ "/dev/zero", "dev/zero", .device = true },
	{ "/dev/full", "dev/full", .device = true },
	{ "/dev/random", "dev/random", .device = true },
	{ "/dev/urandom", "dev/urandom", .device = true },
	{ "/dev/tty", "dev/tty", .device = true, .optional = true },
};

enum { SYSTEM_BINDS = sizeof(system_binds) / sizeof(*system_binds) };
_Static_assert(SYSTEM_BINDS + 2 + ARENA_BINDS <= ARENA_SOURCES, "room for all sources");

static const char *const folders[] = {
	"usr", "etc", "etc/alternatives", "tmp", "proc", "dev", "dev/shm", "var", "var/lib", "var/task",
	"opt", "opt/ordeal", "opt/attacks", "opt/helpers", "opt/mark", "srv", "srv/tree",
	"old",
};

/* The students' names for themselves, as in a function; getpass and Path.home() need them. */
static const struct { const char *path, *text; } files[] = {
	{ "etc/passwd", "root:x:0:0:root:/:/usr/sbin/nologin\n"
			"sbx_user1051:x:993:990::/tmp:/bin/sh\n"
			"nobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n" },
	{ "etc/group", "root:x:0:\nsbx_user1051:x:990:\nnogroup:x:65534:\n" },
	{ "etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n" },
	{ "etc/hosts", "127.0.0.1 localhost\n::1 localhost\n" },
};

static const struct { const char *path, *to; } dev_links[] = {
	{ "dev/fd", "/proc/self/fd" },
	{ "dev/stdin", "/proc/self/fd/0" },
	{ "dev/stdout", "/proc/self/fd/1" },
	{ "dev/stderr", "/proc/self/fd/2" },
};

static const char *const usr_links[] = { "bin", "sbin", "lib", "lib32", "lib64", "libx32" };

/* A detached copy of the tree at b->from, read-only unless it is a device. A descriptor or -errno.
 */
static int clone_tree(const struct bind *b, struct err *e)
{
	struct mount_attr attr = { .attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV };
	int tree _cleanup_fd_ = open_tree(AT_FDCWD, b->from,
					  OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
	int high;

	if (tree < 0)
		return err_set(e, errno, "open_tree %s", b->from);
	if (!b->device && !b->writable &&
	    mount_setattr(tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &attr, sizeof(attr)))
		return err_set(e, errno, "mount_setattr %s", b->from);
	high = fcntl(tree, F_DUPFD_CLOEXEC, ARENA_SOURCE_BASE);
	return high < 0 ? err_set(e, errno, "descriptor for %s", b->from) : high;
}

/* Attach the detached tree `fd` in the new root. Closes fd. */
static int attach(int fd, const struct bind *b, struct err *e)
{
	int tree _cleanup_fd_ = fd;

	if (b->dir) {
		if (mkdir(b->to, 0755) && errno != EEXIST)
			return err_set(e, errno, "mkdir %s", b->to);
	} else {
		int file = open(b->to, O_CREAT | O_WRONLY | O_CLOEXEC, 0644);

		if (file < 0)
			return err_set(e, errno, "create %s", b->to);
		close(file);
	}
	if (move_mount(tree, "", AT_FDCWD, b->to, MOVE_MOUNT_F_EMPTY_PATH))
		return err_set(e, errno, "move_mount %s", b->to);
	return 0;
}

/* All that is bound, in order: the system's, the box, the folders of --attack-dir. How many. */
static int list_binds(const struct arena_spec *spec, struct bind binds[ARENA_SOURCES])
{
	static const char *const extra_to[ARENA_BINDS] = {
		"opt/attacks/0", "opt/attacks/1", "opt/attacks/2", "opt/attacks/3",
		"opt/attacks/4", "opt/attacks/5", "opt/attacks/6", "opt/attacks/7",
	};
	int n = SYSTEM_BINDS;

	memcpy(binds, system_binds, sizeof(system_binds));
	binds[n++] = (struct bind){ spec->box, "opt/ordeal", .dir = true };
	for (int i = 0; i < ARENA_BINDS && spec->extra[i]; i++)
		binds[n++] = (struct bind){ spec->extra[i], extra_to[i], .dir = true };
	if (spec->given)
		binds[n++] = (struct bind){ spec->given, ARENA_GROUPS + 1, .dir = true,
					    .writable = true };
	return n;
}

int arena_sources_open(const struct arena_spec *spec, struct arena_sources *s, struct err *e)
{
	struct bind binds[ARENA_SOURCES];
	int n = list_binds(spec, binds);

	for (s->count = 0; s->count < n; s->count++) {
		int fd = clone_tree(&binds[s->count], e);

		if (fd < 0 && !binds[s->count].optional) {
			arena_sources_close(s);
			return fd;
		}
		s->fd[s->count] = fd < 0 ? -1 : fd;
	}
	return 0;
}

void arena_sources_close(struct arena_sources *s)
{
	while (s->count > 0)
		fd_close(&s->fd[--s->count]);
	fd_close(&s->tmp);
}

static int write_file(const char *path, const char *text, struct err *e)
{
	int fd _cleanup_fd_ = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0644);

	if (fd < 0 || fd_write_all(fd, text, strlen(text)))
		return err_set(e, errno, "write %s", path);
	return 0;
}

static int tmpfs(const char *where, unsigned long flags, const char *options, struct err *e)
{
	if (mount("ordeal", where, "tmpfs", flags, options))
		return err_set(e, errno, "mount tmpfs on %s", where);
	return 0;
}

static int copy_helper(const char *to, mode_t mode, struct err *e)
{
	int from _cleanup_fd_ = open("opt/ordeal/bin/helper", O_RDONLY | O_CLOEXEC);
	int out _cleanup_fd_ = open(to, O_CREAT | O_WRONLY | O_CLOEXEC, 0755);

	if (from < 0 || out < 0)
		return err_set(e, errno, "%s", from < 0 ? ARENA_BOX "/bin/helper" : to);
	while (sendfile(out, from, NULL, 1 << 20) > 0)
		;
	if (fchmod(out, mode))
		return err_set(e, errno, "chmod %s", to);
	return 0;
}

/* Programs that carry privilege when executed: by owner, by group, by file capability. */
static int set_id_helpers(struct err *e)
{
	const struct vfs_cap_data cap = {
		.magic_etc = VFS_CAP_REVISION_2 | VFS_CAP_FLAGS_EFFECTIVE,
		.data[0].permitted = 1u << CAP_DAC_OVERRIDE,
	};
	int r;

	if ((r = copy_helper("opt/helpers/setuid", 04755, e)) ||
	    (r = copy_helper("opt/helpers/setgid", 02755, e)) ||
	    (r = copy_helper("opt/helpers/filecap", 0755, e)))
		return r;
	if (setxattr("opt/helpers/filecap", "security.capability", &cap, sizeof(cap), 0))
		return err_set(e, errno, "file capability on a tmpfs");
	return 0;
}

/* Something of the same user's that no student has business with; the oracle `tree` watches it. */
static int plant_tree(bool rootful, struct err *e)
{
	static const char *const paths[] = { "srv/tree/notes.txt", "srv/tree/kept",
					     "srv/tree/kept/marks.txt", "srv/tree/inbox", "srv/tree" };
	int r;

	if ((r = tmpfs("srv/tree", MS_NODEV | MS_NOSUID, "size=1m,nr_inodes=64,mode=755", e)) ||
	    (r = write_file(paths[0], "not the student's, though of the same user\n", e)))
		return r;
	for (int i = 1; i <= 3; i += 2) /* the second one stays empty */
		if (mkdir(paths[i], 0755))
			return err_set(e, errno, "mkdir %s", paths[i]);
	if ((r = write_file(paths[2], "student A: 7\nstudent B: 9\n", e)))
		return r;
	for (size_t i = 0; rootful && i < sizeof(paths) / sizeof(*paths); i++)
		if (chown(paths[i], ARENA_UID, ARENA_GID))
			return err_set(e, errno, "chown %s", paths[i]);
	return 0;
}

/* On its own file system where there is one: see image.h. */
static int mount_tmp(int image, struct err *e)
{
	char text[64];

	if (image >= 0 && move_mount(image, "", AT_FDCWD, "tmp", MOVE_MOUNT_F_EMPTY_PATH))
		return err_set(e, errno, "move_mount tmp");
	snprintf(text, sizeof(text), "size=%dm,nr_inodes=%d,mode=1777", ARENA_TMP_MIB,
		 ARENA_TMP_INODES);
	return image >= 0 ? 0 : tmpfs("tmp", MS_NODEV | MS_NOSUID, text, e);
}

static int furnish(bool rootful, int image, struct err *e)
{
	char text[64];
	int r;

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		if (mkdir(folders[i], 0755))
			return err_set(e, errno, "mkdir %s", folders[i]);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		if ((r = write_file(files[i].path, files[i].text, e)))
			return r;
	for (size_t i = 0; i < sizeof(usr_links) / sizeof(*usr_links); i++) {
		char host[16], target[16];

		snprintf(host, sizeof(host), "/%s", usr_links[i]);
		snprintf(target, sizeof(target), "usr/%s", usr_links[i]);
		if (!access(host, F_OK) && symlink(target, usr_links[i]))
			return err_set(e, errno, "symlink %s", usr_links[i]);
	}
	for (size_t i = 0; i < sizeof(dev_links) / sizeof(*dev_links); i++)
		if (symlink(dev_links[i].to, dev_links[i].path))
			return err_set(e, errno, "symlink %s", dev_links[i].path);
	if ((r = mount_tmp(image, e)))
		return r;
	snprintf(text, sizeof(text), "size=%dm,nr_inodes=%d,mode=1777", ARENA_SHM_MIB,
		 ARENA_TMP_INODES);
	if ((r = tmpfs("dev/shm", MS_NODEV | MS_NOSUID, text, e)) ||
	    (r = tmpfs("var/task", MS_NODEV | MS_NOSUID, "size=1m,mode=755", e)) ||
	    (r = tmpfs("opt/mark", MS_NODEV | MS_NOSUID, "size=1m,mode=770", e)))
		return r;
	return plant_tree(rootful, e);
}

int arena_root_build(const struct arena_spec *spec, bool rootful, struct arena_sources *sources,
		     struct err *e)
{
	struct mount_attr read_only = { .attr_set = MOUNT_ATTR_RDONLY };
	struct bind binds[ARENA_SOURCES];
	int count = list_binds(spec, binds), r;

	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return err_set(e, errno, "make / private");
	if (!sources->count && (r = arena_sources_open(spec, sources, e)))
		return r;
	if ((r = tmpfs(SCAFFOLD, 0, "size=16m,mode=755", e)))
		return r;
	if (chdir(SCAFFOLD))
		return err_set(e, errno, "chdir " SCAFFOLD);
	umask(0);
	if ((r = furnish(rootful, sources->tmp, e)))
		return r;
	if (spec->given && (mkdir("sys", 0755) || mkdir("sys/fs", 0755)))
		return err_set(e, errno, "mkdir sys/fs");
	for (int i = 0; i < count; i++) {
		if (i > SYSTEM_BINDS && mkdir(binds[i].to, 0755))
			return err_set(e, errno, "mkdir %s", binds[i].to);
		if (sources->fd[i] >= 0 && (r = attach(fd_steal(&sources->fd[i]), &binds[i], e)))
			return r;
	}
	if (rootful && (r = set_id_helpers(e)))
		return r;
	if (mount("proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL))
		return err_set(e, errno, "mount a fresh /proc (is the host's own masked?)");
	if (syscall(SYS_pivot_root, ".", "old") || chdir("/") || umount2("/old", MNT_DETACH) ||
	    rmdir("/old"))
		return err_set(e, errno, "pivot_root");
	if (mount_setattr(AT_FDCWD, "/", 0, &read_only, sizeof(read_only)))
		return err_set(e, errno, "make / read-only");
	umask(022);
	return 0;
}

int arena_root_profile(const struct profile *p, struct err *e)
{
	struct mount_attr writable = { .attr_clr = MOUNT_ATTR_RDONLY };
	struct mount_attr read_only = { .attr_set = MOUNT_ATTR_RDONLY };
	struct mount_attr nosuid = { .attr_set = MOUNT_ATTR_NOSUID };

	/* Whoever watches the folder holds it: it stays empty. */
	if (p && !p->shm &&
	    (umount2("/dev/shm", MNT_DETACH) ||
	     mount_setattr(AT_FDCWD, "/", 0, &writable, sizeof(writable)) || rmdir("/dev/shm") ||
	     mount_setattr(AT_FDCWD, "/", 0, &read_only, sizeof(read_only))))
		return err_set(e, errno, "remove /dev/shm");
	if (p && p->nosuid &&
	    mount_setattr(AT_FDCWD, "/", AT_RECURSIVE, &nosuid, sizeof(nosuid)))
		return err_set(e, errno, "make / nosuid");
	return 0;
}
