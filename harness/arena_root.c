// SPDX-License-Identifier: MIT
/*
 * arena_root.c - the instance's file system, built from nothing.
 *
 * A read-only bind of the host's root would leave the unix sockets in its /run connectable and its
 * /home readable. So the root is an empty tmpfs, and only what programs need is bound into it. The
 * sources are cloned as detached trees first: the new root may then be put together on top of any
 * folder, the one that holds the sources included.
 */
#include "harness/arena.h"

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
};

static const struct bind system_binds[] = {
	{ "/usr", "usr", .dir = true },
	{ "/etc/alternatives", "etc/alternatives", .dir = true, .optional = true },
	{ "/etc/ld.so.cache", "etc/ld.so.cache", .optional = true },
	{ "/dev/null", "dev/null", .device = true },
	{ "/dev/zero", "dev/zero", .device = true },
	{ "/dev/full", "dev/full", .device = true },
	{ "/dev/random", "dev/random", .device = true },
	{ "/dev/urandom", "dev/urandom", .device = true },
	{ "/dev/tty", "dev/tty", .device = true, .optional = true },
};

enum { SYSTEM_BINDS = sizeof(system_binds) / sizeof(*system_binds) };

static const char *const folders[] = {
	"usr", "etc", "etc/alternatives", "tmp", "proc", "dev", "dev/shm", "var", "var/task",
	"opt", "opt/ordeal", "opt/attacks", "opt/helpers", "opt/mark", "old",
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

static const char *const usr_links[] = { "bin", "sbin", "lib", "lib32", "lib64", "libx32" };

static int clone_tree(const char *path, struct err *e)
{
	int fd = open_tree(AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);

	return fd < 0 ? err_set(e, errno, "open_tree %s", path) : fd;
}

/* Attach the detached tree `fd` at `to`, read-only unless it is a device. Closes fd. */
static int attach(int fd, const struct bind *b, struct err *e)
{
	struct mount_attr attr = { .attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV };
	int tree _cleanup_fd_ = fd;

	if (!b->device && mount_setattr(tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &attr, sizeof(attr)))
		return err_set(e, errno, "mount_setattr %s", b->from);
	if (!b->dir) {
		int file = open(b->to, O_CREAT | O_WRONLY | O_CLOEXEC, 0644);

		if (file < 0)
			return err_set(e, errno, "create %s", b->to);
		close(file);
	}
	if (move_mount(tree, "", AT_FDCWD, b->to, MOVE_MOUNT_F_EMPTY_PATH))
		return err_set(e, errno, "move_mount %s", b->to);
	return 0;
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

static int furnish(struct err *e)
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
	if (symlink("/proc/self/fd", "dev/fd"))
		return err_set(e, errno, "symlink dev/fd");
	snprintf(text, sizeof(text), "size=%dm,nr_inodes=%d,mode=1777", ARENA_TMP_MIB,
		 ARENA_TMP_INODES);
	if ((r = tmpfs("tmp", MS_NODEV | MS_NOSUID, text, e)))
		return r;
	snprintf(text, sizeof(text), "size=%dm,nr_inodes=%d,mode=1777", ARENA_SHM_MIB,
		 ARENA_TMP_INODES);
	if ((r = tmpfs("dev/shm", MS_NODEV | MS_NOSUID, text, e)) ||
	    (r = tmpfs("var/task", MS_NODEV | MS_NOSUID, "size=1m,mode=755", e)) ||
	    (r = tmpfs("opt/mark", MS_NODEV | MS_NOSUID, "size=1m,mode=770", e)))
		return r;
	return 0;
}

int arena_root_build(const struct arena_spec *spec, bool rootful, struct err *e)
{
	struct mount_attr read_only = { .attr_set = MOUNT_ATTR_RDONLY };
	struct bind binds[SYSTEM_BINDS + 1 + ARENA_BINDS];
	char extra_to[ARENA_BINDS][32];
	int tree[SYSTEM_BINDS + 1 + ARENA_BINDS], count = SYSTEM_BINDS, extras = 0, r;

	memcpy(binds, system_binds, sizeof(system_binds));
	binds[count++] = (struct bind){ spec->box, "opt/ordeal", .dir = true };
	for (; extras < ARENA_BINDS && spec->extra[extras]; extras++) {
		snprintf(extra_to[extras], sizeof(extra_to[0]), "opt/attacks/%d", extras);
		binds[count++] = (struct bind){ spec->extra[extras], extra_to[extras], .dir = true };
	}
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return err_set(e, errno, "make / private");
	for (int i = 0; i < count; i++)
		if ((tree[i] = clone_tree(binds[i].from, e)) < 0 && !binds[i].optional)
			return tree[i];
	if ((r = tmpfs(SCAFFOLD, 0, "size=16m,mode=755", e)))
		return r;
	if (chdir(SCAFFOLD))
		return err_set(e, errno, "chdir " SCAFFOLD);
	umask(0);
	if ((r = furnish(e)))
		return r;
	for (int i = 0; i < extras; i++)
		if (mkdir(extra_to[i], 0755))
			return err_set(e, errno, "mkdir %s", extra_to[i]);
	for (int i = 0; i < count; i++)
		if (tree[i] >= 0 && (r = attach(tree[i], &binds[i], e)))
			return r;
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
