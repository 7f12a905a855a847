// SPDX-License-Identifier: MIT
/*
 * oracle_code.c - machine code runs that was not there before the student came.
 *
 * A process has an executable mapping of a file that is neither the system's nor the box's: of one
 * in a folder where students write, or of a memfd. Read in /proc/PID/maps, from outside; who maps
 * must keep it for some milliseconds. Files are known by their file system, whatever mounts a
 * sandbox makes of it. Anonymous memory does not count: just-in-time compilers live on it.
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

#include "harness/oracles/decoy.h"
#include "harness/trial/episode.h"
#include "lib/fd.h"

enum { SYSTEMS = 32 };

/* The file systems that programs come from; a keeper runs one episode in its life. */
static dev_t systems[SYSTEMS];
static size_t known;

static bool is_known(dev_t dev)
{
	for (size_t i = 0; i < known; i++)
		if (systems[i] == dev)
			return true;
	return false;
}

static void know(dev_t dev)
{
	if (!is_known(dev) && known < SYSTEMS)
		systems[known++] = dev;
}

/*
 * Is this line of a maps file an executable mapping of a file? Then which file system's, and how
 * the file is called: "55d0-55d1 r-xp 00000000 00:2b 17   /tmp/x"
 */
static bool is_code(const char *line, dev_t *dev, char path[64])
{
	unsigned int major, minor;
	unsigned long inode;
	char mode[5];

	if (sscanf(line, "%*s %4s %*s %x:%x %lu %63[^\n]", mode, &major, &minor, &inode, path) != 5)
		return false;
	*dev = makedev(major, minor);
	return mode[2] == 'x' && inode && strncmp(path, "/dev/zero", 9); /* that is shared memory */
}

/*
 * Look through one process, to learn where programs come from or to find what came from elsewhere.
 * Who is gone meanwhile runs nothing. False: it cannot be read.
 */
static bool look_at(struct episode *ep, int proc, const char *pid, bool learn)
{
	char path[32], from[64], comm[32] = "", *line = NULL; /* as long as the longest path */
	size_t room = 0;
	FILE *maps;
	dev_t dev;
	int fd;

	snprintf(path, sizeof(path), "%.20s/maps", pid);
	fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT || errno == ESRCH;
	maps = fdopen(fd, "r");
	while (maps && getline(&line, &room, maps) > 0) {
		if (!is_code(line, &dev, from))
			continue;
		if (learn)
			know(dev);
		if (is_known(dev) || ep->finding[0])
			continue;
		snprintf(path, sizeof(path), "%.20s/comm", pid);
		fd_slurp(proc, path, comm, sizeof(comm));
		comm[strcspn(comm, "\n")] = '\0';
		snprintf(ep->finding, sizeof(ep->finding), "%.15s runs code from %s", comm,
			 from);
	}
	free(line);
	if (maps)
		fclose(maps);
	return maps;
}

static bool look(struct episode *ep, bool learn)
{
	int fd = openat(ep->arena.fd[ARENA_FD_PROC], ".", O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	bool ok = d;

	while (ok && (entry = readdir(d)))
		if (isdigit((unsigned char)*entry->d_name))
			ok = look_at(ep, dirfd(d), entry->d_name, learn);
	if (d)
		closedir(d);
	return ok;
}

/* The worker and ourselves run programs of the system and of the build; students' may lie apart. */
static int arm(struct episode *ep, struct err *e)
{
	const struct arena_spec *a = ep->spec->arena;
	struct stat st;

	for (int i = 0; i < ARENA_BINDS && a->extra[i]; i++)
		if (!stat(a->extra[i], &st))
			know(st.st_dev);
	if (!look_at(ep, AT_FDCWD, "/proc/self", true) || !look(ep, true))
		return err_set(e, errno, "code: cannot read maps");
	return 0;
}

static bool watch(struct episode *ep)
{
	if (!ep->finding[0] && !look(ep, false))
		ep->blind = true;
	return ep->finding[0];
}

extern const struct oracle oracle_code;
const struct oracle oracle_code = {
	.name = "code",
	.sees = "a process runs machine code from a file of the student's own, or from a memfd",
	.hurts = VICTIM_PLATFORM,
	.stage = "code",
	.arm = arm,
	.watch = watch,
	.judge = decoy_judge,
	.blind = decoy_blind,
};
