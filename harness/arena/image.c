// SPDX-License-Identifier: MIT
#include "harness/arena/image.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <linux/magic.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/layout.h"
#include "lib/clock.h"
#include "lib/fd.h"

enum { SIZE_MIB = ARENA_TMP_MIB, INODES = ARENA_TMP_INODES, LOOP_DEADLINE_MS = 5000, RETRY_MS = 5 };

/* A place on a disk: where files are memory, the loop would only charge it twice. -1 */
static int nameless_file(void)
{
	static const char *const places[] = { "/var/tmp", "/tmp", "." };

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		struct statfs fs;
		int fd = open(places[i], O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

		if (fd >= 0 && !fstatfs(fd, &fs) && fs.f_type != TMPFS_MAGIC &&
		    !ftruncate(fd, (off_t)SIZE_MIB << 20))
			return fd;
		if (fd >= 0)
			close(fd);
	}
	return -1;
}

/* No journal: nobody reads it after a crash. The owner of its root is set when it is mounted. */
static bool format(int file)
{
	extern char **environ;
	char path[64], inodes[16];
	char *argv[] = { "mkfs.ext4", "-q", "-F", "-O", "^has_journal,^resize_inode", "-m", "0", "-N", inodes,
			 "-E", "nodiscard,lazy_itable_init=1", path, NULL };
	posix_spawn_file_actions_t quiet;
	int status = -1;
	pid_t pid;

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", getpid(), file);
	snprintf(inodes, sizeof(inodes), "%d", INODES);
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
	if (posix_spawnp(&pid, argv[0], &quiet, NULL, argv, environ) == 0)
		waitpid(pid, &status, 0);
	posix_spawn_file_actions_destroy(&quiet);
	return status == 0;
}

void arena_image_make(struct arena_image *image)
{
	struct err e = { 0 };
	int mount _cleanup_fd_ = -1;

	image->file = -1;
	if (geteuid()) {
		snprintf(image->why, sizeof(image->why), "only root can mount an image");
		return;
	}
	if ((image->file = nameless_file()) < 0 || !format(image->file)) {
		snprintf(image->why, sizeof(image->why), "%s",
			 image->file < 0 ? "no folder on a disk for an image" : "mkfs.ext4 does not run");
		fd_close(&image->file);
		return;
	}
	/* The first mount says whether there can be any. */
	if ((mount = arena_image_mount(image, 0, &e)) < 0) {
		snprintf(image->why, sizeof(image->why), "%.150s", e.text);
		fd_close(&image->file);
	}
}

void arena_image_drop(struct arena_image *image)
{
	fd_close(&image->file);
}

/* What the empty image holds, which is little: the holes stay holes. */
static int copy(int from, int to)
{
	off_t end, at = 0;

	while ((at = lseek(from, at, SEEK_DATA)) >= 0) {
		if ((end = lseek(from, at, SEEK_HOLE)) < 0)
			return -errno;
		while (at < end) {
			char block[65536];
			size_t want = end - at < (off_t)sizeof(block) ? (size_t)(end - at)
								      : sizeof(block);
			ssize_t n = pread(from, block, want, at);

			if (n <= 0 || pwrite(to, block, (size_t)n, at) != n)
				return n < 0 ? -errno : -EIO;
			at += n;
		}
	}
	return errno == ENXIO ? 0 : -errno;
}

/*
 * A free loop device with `file` on it, which it gives up with its last user. Another keeper may be
 * quicker, and one that was just given up takes a moment: then the next one.
 */
static int attach_loop(int file, char path[32], struct err *e)
{
	const struct loop_config config = { .fd = (unsigned)file,
					    .info.lo_flags = LO_FLAGS_AUTOCLEAR };
	int control _cleanup_fd_ = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
	double until = clock_ms() + LOOP_DEADLINE_MS;

	if (control < 0)
		return err_set(e, errno, "/dev/loop-control");
	for (;;) {
		int number = ioctl(control, LOOP_CTL_GET_FREE), loop;

		snprintf(path, 32, "/dev/loop%d", number);
		loop = number < 0 ? -1 : open(path, O_RDWR | O_CLOEXEC);
		if (loop >= 0 && !ioctl(loop, LOOP_CONFIGURE, &config))
			return loop;
		if (loop >= 0)
			close(loop);
		if (clock_ms() > until)
			return err_set(e, errno, "a loop device (%s)", path);
		poll(NULL, 0, RETRY_MS);
	}
}

/* The file system on the device `path`, mounted nowhere yet. */
static int mount_detached(const char *path, struct err *e)
{
	int fs _cleanup_fd_ = fsopen("ext4", FSOPEN_CLOEXEC), tree;

	if (fs < 0 || fsconfig(fs, FSCONFIG_SET_STRING, "source", path, 0) ||
	    fsconfig(fs, FSCONFIG_SET_FLAG, "nobarrier", NULL, 0) ||
	    fsconfig(fs, FSCONFIG_SET_FLAG, "noinit_itable", NULL, 0) ||
	    fsconfig(fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		return err_set(e, errno, "ext4 on %s", path);
	tree = fsmount(fs, FSMOUNT_CLOEXEC, MOUNT_ATTR_NODEV | MOUNT_ATTR_NOSUID);
	return tree < 0 ? err_set(e, errno, "fsmount %s", path) : tree;
}

int arena_image_mount(const struct arena_image *image, uid_t uid, struct err *e)
{
	int file _cleanup_fd_ = nameless_file(), loop _cleanup_fd_ = -1, tree _cleanup_fd_ = -1;
	int root _cleanup_fd_ = -1;
	char path[32];
	int r;

	if (file < 0)
		return err_set(e, errno, "no folder on a disk for an image");
	if ((r = copy(image->file, file)))
		return err_set(e, -r, "copy the image");
	if ((loop = attach_loop(file, path, e)) < 0)
		return loop;
	if ((tree = mount_detached(path, e)) < 0)
		return tree;
	root = openat(tree, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root < 0 || unlinkat(root, "lost+found", AT_REMOVEDIR) || fchown(root, uid, uid) ||
	    fchmod(root, 01777))
		return err_set(e, errno, "the root of %s", path);
	return fd_steal(&tree);
}
