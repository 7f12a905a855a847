// SPDX-License-Identifier: MIT
/*
 * notify_find.c - the path resolver: the one place where the supervisor turns a path of the
 * program's into a file.
 *
 * The path is a copy of ours, which the program cannot change any more. openat2(2) follows it
 * from a folder that is held, as the kernel would for the program, but through no magic link
 * (RESOLVE_NO_MAGICLINKS): in /proc these lead into processes, and "self" is the supervisor
 * here. What comes out is an O_PATH descriptor. Where *that* lies decides (grants.c), and on
 * *that* the call is made, so that nothing is looked up twice.
 */
#include "sandbox/notify_find.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int find_path(int base, const char *path, int flags)
{
	struct open_how how = { .flags = (uint64_t)(O_PATH | O_CLOEXEC | flags),
				.resolve = RESOLVE_NO_MAGICLINKS };
	int fd = (int)syscall(SYS_openat2, base, path, &how, sizeof(how));

	return fd < 0 ? -errno : fd; /* ELOOP: a door, or indeed too many links */
}

int find_parent(int base, const char *path, const char **name)
{
	char folder[PATH_MAX];
	size_t n = strlen(path);

	while (n > 0 && path[n - 1] == '/')
		n--;
	if (n == 0)
		return *path ? -EEXIST : -ENOENT; /* "/" is there */
	while (n > 0 && path[n - 1] != '/')
		n--;
	*name = path + n;
	memcpy(folder, path, n);
	strcpy(folder + n, n ? "" : ".");
	return find_path(base, folder, O_DIRECTORY);
}
