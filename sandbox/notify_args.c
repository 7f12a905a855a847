// SPDX-License-Identifier: MIT
#include "sandbox/notify_args.h"

#include "lib/fd.h"
#include "sandbox/grants.h"
#include "sandbox/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PAGE = 4096 };

ssize_t args_read(pid_t pid, uint64_t at, void *to, size_t n)
{
	struct iovec mine = { to, n }, its = { (void *)(uintptr_t)at, n };

	return process_vm_readv(pid, &mine, 1, &its, 1, 0);
}

/* Up to a page's end at a time: the next may not be there. */
int args_path(pid_t pid, uint64_t at, char path[PATH_MAX])
{
	size_t n = 0;

	while (n < PATH_MAX) {
		size_t most = PAGE - ((at + n) & (PAGE - 1));
		ssize_t k = args_read(pid, at + n, path + n,
				       most < PATH_MAX - n ? most : PATH_MAX - n);

		if (k <= 0)
			return -EFAULT;
		if (memchr(path + n, '\0', (size_t)k))
			return 0;
		n += (size_t)k;
	}
	return -ENAMETOOLONG;
}

/* Through a door in the thread's own folder in /proc. */
static int through(pid_t pid, const char *door)
{
	char name[48];
	int fd;

	snprintf(name, sizeof(name), "/proc/%d/%s", pid, door);
	fd = open(name, O_PATH | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

int args_behind(pid_t pid, int n)
{
	char door[16];
	int fd;

	snprintf(door, sizeof(door), "fd/%d", n);
	fd = through(pid, door);
	return fd == -ENOENT ? -EBADF : fd;
}

int args_base(pid_t pid, int dir)
{
	return dir == AT_FDCWD ? through(pid, "cwd") : args_behind(pid, dir);
}

/* A number as the kernel writes it, and nothing after it: with a zero before it, it is another name. */
static int number(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n > 0 && n < 10 && !text[n] && (*text != '0' || n == 1) ? atoi(text) : -1;
}

int args_descriptor(const char *path)
{
	static const char *const names[] = { "/dev/stdin", "/dev/stdout", "/dev/stderr" };
	static const char *const folders[] = { "/proc/self/fd/", "/proc/thread-self/fd/",
					       "/dev/fd/" };

	for (int i = 0; i < 3; i++) {
		size_t n = strlen(folders[i]);

		if (!strcmp(path, names[i]))
			return i;
		if (!strncmp(path, folders[i], n))
			return number(path + n);
	}
	return -1;
}

bool args_own(pid_t pid, const char *path, int *fd)
{
	int n = args_descriptor(path);

	if (n >= 0)
		*fd = args_behind(pid, n);
	else if (!strcmp(path, "/proc/self/exe"))
		*fd = through(pid, "exe");
	else
		return false;
	if (*fd == -EBADF)
		*fd = -ENOENT; /* a name that is not there, and not a bad number */
	return true;
}

bool args_figure(pid_t pid, const char *path, int *fd)
{
	static const char self[] = "/proc/self/";
	const char *const *name = grants_own;

	if (strncmp(path, self, sizeof(self) - 1) != 0)
		return false;
	while (*name && strcmp(*name, path + sizeof(self) - 1) != 0)
		name++;
	if (*name)
		*fd = through(pid, *name);
	return *name != NULL;
}

/* Its first thread: Linux 6.9 alone makes a pidfd of another one. */
int args_process(pid_t tid)
{
	char name[32], status[4096];
	long long pid = -1;
	int fd;

	proc_name(name, tid, "status");
	if (fd_slurp(AT_FDCWD, name, status, sizeof(status)) > 0)
		pid = status_field(status, "Tgid", 10);
	fd = pid > 0 ? (int)syscall(SYS_pidfd_open, (pid_t)pid, 0) : -1;
	return fd < 0 ? -ESRCH : fd;
}

bool args_waits(int listener, uint64_t id)
{
	return ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &id) == 0;
}

mode_t args_mode(pid_t pid, mode_t mode)
{
	char name[32], status[4096];
	long long mask = -1;

	proc_name(name, pid, "status");
	if (fd_slurp(AT_FDCWD, name, status, sizeof(status)) > 0)
		mask = status_field(status, "Umask", 8);
	return mode & ~(mask < 0 ? 077 : (mode_t)mask);
}
