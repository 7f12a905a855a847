// SPDX-License-Identifier: MIT
/*
 * preload_hooks.c - a shim by somebody who has thought about it: PRELOAD_DENY=/proc:/var/task
 * LD_PRELOAD=preload_hooks.so COMMAND...
 *
 * A column of the matrix, not a part of the sandbox. All of glibc's names for opening a file are
 * hooked, the fortified ones and syscall(3) too, and a path is resolved before it is compared. What
 * is left is what no shim has, since it is code in the accused's own address space, there at the
 * accused's pleasure; and two mistakes that are found in such shims:
 *
 *   - the list is read by a constructor: what runs earlier meets an empty one
 *     (preload-evasion/before-constructor);
 *   - the path is resolved, and then opened by its name again (preload-evasion/swapped-link).
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What <fcntl.h> declares only to those who ask for fortification. */
int __open_2(const char *, int);
int __open64_2(const char *, int);
int __openat_2(int, const char *, int);
int __openat64_2(int, const char *, int);

static char denied[8][64]; /* folders; an empty word ends the list */

__attribute__((constructor)) static void read_list(void)
{
	const char *at = getenv("PRELOAD_DENY");

	for (size_t i = 0; at && *at && i < 7; i++) {
		size_t n = strcspn(at, ":");

		snprintf(denied[i], sizeof(denied[i]), "%.*s", (int)n, at);
		at += n + (at[n] == ':');
	}
}

static bool below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return !strncmp(path, folder, n) && (!path[n] || path[n] == '/');
}

/* May `path`, as seen from `dir`, not be opened? Programs need their own part of /proc. */
static bool refused(int dir, const char *path)
{
	char whole[PATH_MAX], own[32];
	char real[PATH_MAX];

	if (*path == '/' || dir == AT_FDCWD)
		snprintf(whole, sizeof(whole), "%s", path);
	else
		snprintf(whole, sizeof(whole), "/proc/self/fd/%d/%s", dir, path);
	if (!realpath(whole, real)) /* a file that is yet to be made, at most */
		return false;
	snprintf(own, sizeof(own), "/proc/%d", getpid());
	if (below(real, own))
		return false;
	for (size_t i = 0; *denied[i]; i++)
		if (below(real, denied[i])) {
			errno = EACCES;
			return true;
		}
	return false;
}

static int checked(int dir, const char *path, int flags, mode_t mode)
{
	long (*real)(long, ...) = dlsym(RTLD_NEXT, "syscall");

	return refused(dir, path) ? -1 : (int)real(SYS_openat, dir, path, flags, mode);
}

/* The third or fourth argument: what follows `last`. */
#define MODE_AFTER(last)                            \
	({                                          \
		va_list ap_;                        \
		va_start(ap_, last);                \
		mode_t mode_ = va_arg(ap_, mode_t); \
		va_end(ap_);                        \
		mode_;                              \
	})

int open(const char *path, int flags, ...)
{
	return checked(AT_FDCWD, path, flags, MODE_AFTER(flags));
}

int open64(const char *path, int flags, ...)
{
	return checked(AT_FDCWD, path, flags, MODE_AFTER(flags));
}

int openat(int dir, const char *path, int flags, ...)
{
	return checked(dir, path, flags, MODE_AFTER(flags));
}

int openat64(int dir, const char *path, int flags, ...)
{
	return checked(dir, path, flags, MODE_AFTER(flags));
}

int __open_2(const char *path, int flags)
{
	return checked(AT_FDCWD, path, flags, 0);
}

int __open64_2(const char *path, int flags)
{
	return checked(AT_FDCWD, path, flags, 0);
}

int __openat_2(int dir, const char *path, int flags)
{
	return checked(dir, path, flags, 0);
}

int __openat64_2(int dir, const char *path, int flags)
{
	return checked(dir, path, flags, 0);
}

int creat(const char *path, mode_t mode)
{
	return checked(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int creat64(const char *path, mode_t mode)
{
	return checked(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

FILE *fopen(const char *path, const char *mode)
{
	FILE *(*real)(const char *, const char *) = dlsym(RTLD_NEXT, "fopen");

	return refused(AT_FDCWD, path) ? NULL : real(path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
	FILE *(*real)(const char *, const char *) = dlsym(RTLD_NEXT, "fopen64");

	return refused(AT_FDCWD, path) ? NULL : real(path, mode);
}

FILE *freopen(const char *path, const char *mode, FILE *file)
{
	FILE *(*real)(const char *, const char *, FILE *) = dlsym(RTLD_NEXT, "freopen");

	return path && refused(AT_FDCWD, path) ? NULL : real(path, mode, file);
}

FILE *freopen64(const char *path, const char *mode, FILE *file)
{
	FILE *(*real)(const char *, const char *, FILE *) = dlsym(RTLD_NEXT, "freopen64");

	return path && refused(AT_FDCWD, path) ? NULL : real(path, mode, file);
}

DIR *opendir(const char *path)
{
	DIR *(*real)(const char *) = dlsym(RTLD_NEXT, "opendir");

	return refused(AT_FDCWD, path) ? NULL : real(path);
}

long syscall(long number, ...)
{
	long (*real)(long, ...) = dlsym(RTLD_NEXT, "syscall");
	long a[6];
	va_list ap;

	va_start(ap, number);
	for (size_t i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
#ifdef SYS_open
	if (number == SYS_open && refused(AT_FDCWD, (const char *)a[0]))
		return -1;
#endif
	if ((number == SYS_openat || number == SYS_openat2) &&
	    refused((int)a[0], (const char *)a[1]))
		return -1;
	return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
