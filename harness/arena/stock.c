// SPDX-License-Identifier: MIT
#include "harness/arena/stock.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "lib/fd.h"

enum { MOUNTS = 32 };

/* What the file systems seen so far hold, each counted once. */
struct stock {
	dev_t seen[MOUNTS];
	size_t mounts;
	int64_t bytes, inodes;
};

/* Count the tmpfs, or the image, that the folder `fd` lies on. False: it cannot be looked at. */
static bool take_stock(struct stock *k, int fd, bool image)
{
	struct statfs fs;
	struct stat s;

	if (fstat(fd, &s) || fstatfs(fd, &fs))
		return false;
	for (size_t i = 0; i < k->mounts; i++)
		if (k->seen[i] == s.st_dev)
			return true;
	if ((fs.f_type != TMPFS_MAGIC && !image) || k->mounts == MOUNTS)
		return true; /* nothing else in the arena can be written to */
	k->seen[k->mounts++] = s.st_dev;
	k->bytes += (int64_t)(fs.f_blocks - fs.f_bfree) * fs.f_bsize;
	k->inodes += (int64_t)(fs.f_files - fs.f_ffree);
	return true;
}

/* A defence may give its programs a /tmp of their own: it is filled all the same. */
static void take_private_stock(struct stock *k, int proc)
{
	int fd = openat(proc, ".", O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	while (d && (entry = readdir(d))) {
		static const char *const places[] = { "root/tmp", "root/dev/shm" };

		for (size_t i = 0; i < 2 && entry->d_name[0] > '0' && entry->d_name[0] <= '9';
		     i++) {
			char path[64];
			int folder _cleanup_fd_ = -1;

			snprintf(path, sizeof(path), "%.20s/%s", entry->d_name, places[i]);
			folder = openat(proc, path, O_PATH | O_DIRECTORY | O_CLOEXEC);
			if (folder >= 0)
				take_stock(k, folder, false);
		}
	}
	if (d)
		closedir(d);
}

int64_t stock_of(const struct arena *a, bool inodes)
{
	struct stock k = { 0 };

	if (!take_stock(&k, a->fd[ARENA_FD_TMP], true) ||
	    !take_stock(&k, a->fd[ARENA_FD_SHM], false))
		return -1;
	take_private_stock(&k, a->fd[ARENA_FD_PROC]);
	return inodes ? k.inodes : k.bytes;
}
