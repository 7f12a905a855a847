// SPDX-License-Identifier: MIT
/*
 * oracle_code.c - machine code runs that no rule on programs lets run.
 *
 * A process has a mapping that is executable and comes from a file in a folder for data, /tmp or
 * /dev/shm, or from a memfd. Read in /proc/PID/maps, from outside; who maps must keep it for some
 * milliseconds. Anonymous memory does not count: just-in-time compilers live on it.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "harness/episode.h"
#include "lib/fd.h"

static dev_t places[2]; /* the file systems of /tmp and /dev/shm; a keeper runs one episode */

/*
 * Is this line of a maps file such a mapping? "55d0-55d1 r-xp 00000000 00:2b 17   /tmp/x". Folders
 * are known by their device: a path is spelled as its reader sees it. It goes to `path`.
 */
static bool is_foreign(const char *line, char path[64])
{
	unsigned int major, minor;
	char mode[5];

	if (sscanf(line, "%*s %4s %*s %x:%x %*s %63[^\n]", mode, &major, &minor, path) != 4 ||
	    mode[2] != 'x')
		return false;
	return makedev(major, minor) == places[0] || makedev(major, minor) == places[1] ||
	       !strncmp(path, "/memfd:", 7);
}

/* Look through one process. Who is gone meanwhile runs nothing. False: it cannot be read. */
static bool look_at(struct episode *ep, int proc, const char *pid)
{
	char path[32], line[512], from[64], comm[32] = "";
	FILE *maps;
	int fd;

	snprintf(path, sizeof(path), "%.20s/maps", pid);
	fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT || errno == ESRCH;
	maps = fdopen(fd, "r");
	while (maps && !ep->decoy.what[0] && fgets(line, sizeof(line), maps)) {
		if (!is_foreign(line, from))
			continue;
		snprintf(path, sizeof(path), "%.20s/comm", pid);
		fd_slurp(proc, path, comm, sizeof(comm));
		comm[strcspn(comm, "\n")] = '\0';
		snprintf(ep->decoy.what, sizeof(ep->decoy.what), "%.15s runs code from %s", comm,
			 from);
	}
	if (maps)
		fclose(maps);
	return maps;
}

static int arm(struct episode *ep, struct err *e)
{
	struct stat tmp, shm;

	if (fstat(ep->arena.fd[ARENA_FD_TMP], &tmp) || fstat(ep->arena.fd[ARENA_FD_SHM], &shm))
		return err_set(e, errno, "code: fstat");
	places[0] = tmp.st_dev;
	places[1] = shm.st_dev;
	return 0;
}

static bool watch(struct episode *ep)
{
	int fd = openat(ep->arena.fd[ARENA_FD_PROC], ".", O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (!d)
		ep->blind = true;
	while (d && !ep->decoy.what[0] && (entry = readdir(d)))
		if (isdigit((unsigned char)*entry->d_name) && !look_at(ep, dirfd(d), entry->d_name))
			ep->blind = true;
	if (d)
		closedir(d);
	return ep->decoy.what[0];
}

static enum sight judge(struct episode *ep)
{
	if (!ep->decoy.what[0])
		return SIGHT_CLEAN;
	exhibit(ep, "%s", ep->decoy.what);
	return SIGHT_SEEN;
}

static void blind(struct episode *ep)
{
	fd_close(&ep->arena.fd[ARENA_FD_PROC]);
}

extern const struct oracle oracle_code;
const struct oracle oracle_code = {
	.name = "code",
	.sees = "a process runs machine code from a file in a folder for data, or from a memfd",
	.stage = "code",
	.arm = arm,
	.watch = watch,
	.judge = judge,
	.blind = blind,
};
