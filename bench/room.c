// SPDX-License-Identifier: MIT
#include "bench/room.h"

#include "lib/fd.h"
#include "lib/strf.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>

/* An ordinary user may mount in a user namespace only, in which he stays who he is. */
static int own_namespaces(struct err *e)
{
	uid_t uid = geteuid();
	gid_t gid = getegid();
	char map[64];

	if (unshare(uid ? CLONE_NEWUSER | CLONE_NEWNS : CLONE_NEWNS))
		return err_set(e, errno, "a mount namespace to time commands in");
	if (!uid)
		return 0;
	snprintf(map, sizeof(map), "%u %u 1", uid, uid);
	if (fd_put(AT_FDCWD, "/proc/self/uid_map", map) ||
	    fd_put(AT_FDCWD, "/proc/self/setgroups", "deny"))
		return err_set(e, EPERM, "/proc/self/uid_map");
	snprintf(map, sizeof(map), "%u %u 1", gid, gid);
	return fd_put(AT_FDCWD, "/proc/self/gid_map", map) ?
		       err_set(e, EPERM, "/proc/self/gid_map") : 0;
}

static int open_folder(const char *build, const char *name, struct err *e)
{
	char *path = strf("%s/%s", build, name);
	int fd = path ? open(path, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;

	if (fd < 0)
		err_set(e, errno, "%s/%s", build, name);
	free(path);
	return fd;
}

static int memory_at(const char *where, const char *options, struct err *e)
{
	return mount("tmpfs", where, "tmpfs", MS_NOSUID | MS_NODEV, options) ?
		       err_set(e, errno, "a file system at %s", where) : 0;
}

/* By descriptor: the folder may lie below what was mounted over. */
static int show(int folder, const char *where, struct err *e)
{
	char path[FD_PATH];

	fd_path(folder, path);
	return mount(path, where, NULL, MS_BIND, NULL) ? err_set(e, errno, "%s", where) : 0;
}

int room_enter(const char *build, struct err *e)
{
	int box _cleanup_fd_ = -1, timed _cleanup_fd_ = -1;
	int r = own_namespaces(e);

	if (r)
		return r;
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return err_set(e, errno, "making mounts private");
	box = open_folder(build, "box", e);
	timed = open_folder(build, "bench", e);
	if (box < 0 || timed < 0)
		return -ENOENT;
	r = memory_at("/opt", "mode=755", e);
	if (!r && (mkdir("/opt/ordeal", 0755) || mkdir(ROOM_FOLDER, 0755) ||
		   mkdir(ROOM_PROGRAMS, 0755)))
		r = err_set(e, errno, "/opt");
	if (!r)
		r = show(box, "/opt/ordeal", e);
	if (!r)
		r = show(timed, ROOM_PROGRAMS, e);
	if (!r)
		r = memory_at("/tmp", "mode=1777", e);
	return r ? r : memory_at("/dev/shm", "mode=1777", e);
}
