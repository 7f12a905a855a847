// SPDX-License-Identifier: MIT
/*
 * shim.c - ordeal-preload.so, what the layer preload puts into a dynamic program: a sentence for a
 * person where the other layers only have an errno, and a second look at what was opened.
 *
 * It is no wall: it stands in the accused's own address space, static programs never load it, and a
 * system call made by hand walks around it; the row preload-evasion has the list. So it judges what
 * *was* opened, not a name that may mean something else a moment later, and it hooks the names that
 * glibc's and CPython's own code really imports: CPython's open() is open64.
 *
 * At most a few sentences on standard error: a program may try many things.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SENTENCES = 3 };

/* Static data, no constructor: code that runs before ours meets the list as well. */
static const struct {
	const char *folder, *why;
} closed[] = {
	{ "/proc", "other processes are out of reach" },
	{ "/var/task", "the evaluator's own files are out of reach" },
	{ "/var/runtime", "the platform's own files are out of reach" },
};

static void say(const char *what, const char *why)
{
	static int said;
	char line[256];
	int n, saved = errno;

	if (__atomic_fetch_add(&said, 1, __ATOMIC_RELAXED) < SENTENCES) {
		n = snprintf(line, sizeof(line), "ordeal-sandbox: %.120s: %s\n", what, why);
		if (n > 0 && write(STDERR_FILENO, line, (size_t)n) < 0)
			errno = saved;
	}
	errno = saved;
}

static bool below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return !strncmp(path, folder, n) && (!path[n] || path[n] == '/');
}

/* May what `fd` is opened on be kept? NULL, or why not. */
static const char *objection(int fd)
{
	char link[48], real[PATH_MAX], own[32];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, real, sizeof(real) - 1);
	if (n < 0)
		return NULL;
	real[n] = '\0';
	snprintf(own, sizeof(own), "/proc/%d", getpid());
	for (size_t i = 0; i < sizeof(closed) / sizeof(*closed); i++)
		if (below(real, closed[i].folder) && !below(real, own))
			return closed[i].why;
	return NULL;
}

static bool refused(int fd, const char *path)
{
	const char *why = fd < 0 ? NULL : objection(fd);

	if (fd < 0 && (errno == EACCES || errno == EPERM))
		say(path, "the sandbox does not let this file be opened so");
	if (why)
		say(path, why);
	return why;
}

static int judged(int fd, const char *path)
{
	if (!refused(fd, path))
		return fd;
	close(fd);
	errno = EACCES;
	return -1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* The mode, where one was given. */
#define MODE(flags, last)                                                  \
	({                                                                 \
		mode_t mode_ = 0;                                          \
		va_list ap_;                                               \
		va_start(ap_, last);                                       \
		if ((flags) & O_CREAT || ((flags) & O_TMPFILE) == O_TMPFILE) \
			mode_ = va_arg(ap_, mode_t);                       \
		va_end(ap_);                                               \
		mode_;                                                     \
	})

#define HOOK_OPEN(name)                                                       \
	int name(const char *path, int flags, ...)                            \
	{                                                                     \
		return judged(NEXT(name)(path, flags, MODE(flags, flags)), path); \
	}
#define HOOK_OPENAT(name)                                                     \
	int name(int dir, const char *path, int flags, ...)                   \
	{                                                                     \
		return judged(NEXT(name)(dir, path, flags, MODE(flags, flags)), path); \
	}
/* What <fcntl.h> declares only to those who ask for fortification. */
#define HOOK_OPEN_2(name)                                                     \
	int name(const char *path, int flags);                                \
	int name(const char *path, int flags)                                 \
	{                                                                     \
		return judged(NEXT(name)(path, flags), path);                 \
	}
#define HOOK_OPENAT_2(name)                                                   \
	int name(int dir, const char *path, int flags);                       \
	int name(int dir, const char *path, int flags)                        \
	{                                                                     \
		return judged(NEXT(name)(dir, path, flags), path);            \
	}
#define HOOK_FOPEN(name)                                                      \
	FILE *name(const char *path, const char *mode)                        \
	{                                                                     \
		FILE *file = NEXT(name)(path, mode);                          \
		if (!refused(file ? fileno(file) : -1, path))                 \
			return file;                                          \
		fclose(file);                                                 \
		errno = EACCES;                                               \
		return NULL;                                                  \
	}

#undef open
#undef open64
#undef openat
#undef openat64
HOOK_OPEN(open)
HOOK_OPEN(open64)
HOOK_OPENAT(openat)
HOOK_OPENAT(openat64)
HOOK_OPEN_2(__open_2)
HOOK_OPEN_2(__open64_2)
HOOK_OPENAT_2(__openat_2)
HOOK_OPENAT_2(__openat64_2)
HOOK_FOPEN(fopen)
HOOK_FOPEN(fopen64)

DIR *opendir(const char *path)
{
	DIR *dir = NEXT(opendir)(path);

	if (!refused(dir ? dirfd(dir) : -1, path))
		return dir;
	closedir(dir);
	errno = EACCES;
	return NULL;
}

int socket(int domain, int type, int protocol)
{
	int fd = NEXT(socket)(domain, type, protocol);

	if (fd < 0 && (errno == EACCES || errno == EPERM))
		say("socket", "there is no network in the sandbox");
	return fd;
}
