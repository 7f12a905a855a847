// SPDX-License-Identifier: MIT
/*
 * notify_figures.c - what a process may read of itself in /proc, for the program's children. Landlock's
 * rules are tied to files, and a process that is not yet born has none: so its own are handed out by
 * the supervisor. All other opens go on, and Landlock decides on them: what the path says when the
 * kernel reads it again is no matter of ours.
 */
#include "sandbox/notify_figures.h"

#include "lib/fd.h"
#include "sandbox/notify_args.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SECCOMP_ADDFD_FLAG_SEND
#define SECCOMP_ADDFD_FLAG_SEND (1UL << 1)
#endif

bool figures_are_asked(const struct seccomp_notif *ask)
{
	return ask->data.nr == SYS_openat && ((unsigned)ask->data.args[2] & ~(unsigned)(O_CLOEXEC | O_NOCTTY)) == O_RDONLY;
}

/*
 * Is that a file which this path names by the caller's descriptor, and which it reads by that already? Then
 * a second one tells it nothing new; it begins at the start.
 */
static bool is_read_already(pid_t pid, const char *path, int *held)
{
	char name[48], info[512], *flags;
	struct stat st;
	int fd = args_descriptor(path);

	if (fd < 0)
		return false;
	snprintf(name, sizeof(name), "/proc/%d/fdinfo/%d", pid, fd);
	if (fd_slurp(AT_FDCWD, name, info, sizeof(info)) <= 0 || !(flags = strstr(info, "flags:")))
		return false;
	if (strtoul(flags + 6, NULL, 8) & (O_WRONLY | O_PATH))
		return false;
	*held = args_behind(pid, fd);
	return *held >= 0 && fstat(*held, &st) == 0 && S_ISREG(st.st_mode);
}

bool figures_answer(const struct box *b, const struct seccomp_notif *ask)
{
	struct seccomp_notif_addfd add = { .id = ask->id, .flags = SECCOMP_ADDFD_FLAG_SEND,
					   .newfd_flags = (unsigned)ask->data.args[2] & O_CLOEXEC };
	char path[PATH_MAX], again[48];
	int held _cleanup_fd_ = -1, fd _cleanup_fd_ = -1;

	if (args_path((pid_t)ask->pid, ask->data.args[1], path) < 0 ||
	    (!args_figure((pid_t)ask->pid, path, &held) && !is_read_already((pid_t)ask->pid, path, &held)) ||
	    held < 0 ||
	    !args_waits(b->supervise.listener, ask->id))
		return false;
	snprintf(again, sizeof(again), "/proc/self/fd/%d", held);
	fd = open(again, O_RDONLY | O_CLOEXEC);
	add.srcfd = (unsigned)fd;
	return fd >= 0 && ioctl(b->supervise.listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add) >= 0;
}
