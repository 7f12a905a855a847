// SPDX-License-Identifier: MIT
#include "harness/trial/reach.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "lib/fd.h"

struct look {
	int proc;
	const char *pid, *tag;
	char *what; /* how it shows */
	size_t size;
};

/* A file of the process's, whole or its beginning. The bytes, or -errno. */
static ssize_t slurp(const struct look *l, const char *name, char *buf, size_t size)
{
	char path[64];

	snprintf(path, sizeof(path), "%.20s/%s", l->pid, name);
	return fd_slurp(l->proc, path, buf, size);
}

/* A process that went away holds nothing; whatever else goes wrong blinds us. */
static int gone(ssize_t r)
{
	return r == -ENOENT || r == -ESRCH ? 0 : (int)r;
}

/*
 * What lies behind a descriptor: "[io_uring]" for what has no file, a protocol's name for a socket,
 * else its path. Protocols stand in an attribute of the socket, as lsof(8) knows.
 */
static void name_behind(const struct look *l, const char *fd, char *name, size_t size)
{
	static const char anonymous[] = "anon_inode:";
	char path[96];
	ssize_t n;

	snprintf(path, sizeof(path), "%.20s/fd/%.20s", l->pid, fd);
	n = readlinkat(l->proc, path, name, size - 1);
	name[n < 0 ? 0 : n] = '\0';
	if (!strncmp(name, anonymous, strlen(anonymous)))
		memmove(name, name + strlen(anonymous), strlen(name + strlen(anonymous)) + 1);
	if (strncmp(name, "socket:", strlen("socket:")) != 0)
		return;
	snprintf(path, sizeof(path), "/proc/self/fd/%d/%.20s/fd/%.20s", l->proc, l->pid, fd);
	n = getxattr(path, "system.sockprotoname", name, size - 1);
	name[n < 0 ? 0 : n] = '\0';
}

/* Does the process have a descriptor whose name, its bracket aside, begins with the word? */
static int descriptor(const struct look *l, const char *word)
{
	char path[32], name[256];
	struct dirent *entry;
	int fd, found = 0;
	DIR *d;

	snprintf(path, sizeof(path), "%.20s/fd", l->pid);
	fd = openat(l->proc, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	d = fd < 0 ? NULL : fdopendir(fd);
	if (!d)
		return gone(-errno);
	while (!found && (entry = readdir(d))) {
		const char *bare;

		if (entry->d_name[0] == '.')
			continue;
		name_behind(l, entry->d_name, name, sizeof(name));
		bare = name + (name[0] == '[');
		found = !strncmp(bare, word, strlen(word));
		if (found)
			snprintf(l->what, l->size, "descriptor %s is %s", entry->d_name, name);
	}
	closedir(d);
	return found;
}

/* A user namespace into which nobody is mapped yet: made by the process itself, after exec. */
static int unmapped(const struct look *l, const char *unused)
{
	char map[64], link[64], path[64];
	ssize_t n = slurp(l, "uid_map", map, sizeof(map));

	(void)unused;
	if (n)
		return n < 0 ? gone(n) : 0;
	snprintf(path, sizeof(path), "%.20s/ns/user", l->pid);
	n = readlinkat(l->proc, path, link, sizeof(link) - 1);
	if (n < 0)
		return gone(-errno);
	link[n] = '\0';
	snprintf(l->what, l->size, "it is in %s, which maps nobody", link);
	return 1;
}

static int personality(const struct look *l, const char *unused)
{
	char text[32];
	ssize_t n = slurp(l, "personality", text, sizeof(text));
	unsigned long bits = n > 0 ? strtoul(text, NULL, 16) : 0;

	(void)unused;
	if (bits)
		snprintf(l->what, l->size, "its personality is %#lx", bits);
	return n < 0 ? gone(n) : bits != 0;
}

/* Does something in its mount table have the tag as its name? */
static int mount(const struct look *l, const char *unused)
{
	static char text[1 << 18];
	ssize_t n = slurp(l, "mountinfo", text, sizeof(text));

	(void)unused;
	if (n <= 0 || !strstr(text, l->tag))
		return gone(n < 0 ? n : 0);
	snprintf(l->what, l->size, "its mountinfo has %s", l->tag);
	return 1;
}

/* The path of a line of /proc/PID/maps, which comes after five fields; "" where there is none. */
static const char *path_in(const char *line)
{
	for (int field = 0; field < 5; field++) {
		line += strcspn(line, " \n");
		line += strspn(line, " ");
	}
	return line;
}

/* Is something mapped whose path begins with the word? A file may have it further on in its name.
 */
static int mapping(const struct look *l, const char *word)
{
	static char text[1 << 18];
	ssize_t n = slurp(l, "maps", text, sizeof(text));
	int found = 0;

	for (const char *line = text; n > 0 && *line && !found;) {
		found = !strncmp(path_in(line), word, strlen(word));
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
	if (found)
		snprintf(l->what, l->size, "its maps has %s", word);
	return n < 0 ? gone(n) : found;
}

static int root(const struct look *l, const char *unused)
{
	char path[64], link[256];
	ssize_t n;

	(void)unused;
	snprintf(path, sizeof(path), "%.20s/root", l->pid);
	n = readlinkat(l->proc, path, link, sizeof(link) - 1);
	if (n < 0)
		return gone(-errno);
	link[n] = '\0';
	if (!strstr(link, l->tag))
		return 0;
	snprintf(l->what, l->size, "its root is %s", link);
	return 1;
}

/* Some names got their brackets late, or lost them: those are looked for by their beginning. */
#define FACILITIES(X)                                                                              \
	X("io_uring", descriptor, "io_uring]")                                                     \
	X("userfaultfd", descriptor, "userfaultfd]")                                               \
	X("perf_event", descriptor, "perf_event]")                                                 \
	X("bpf", descriptor, "bpf-")                                                               \
	X("inotify", descriptor, "inotify")                                                        \
	X("fanotify", descriptor, "fanotify]")                                                     \
	X("secretmem", mapping, "/secretmem")                                                      \
	X("pidfd", descriptor, "pidfd")                                                            \
	X("seccomp-notify", descriptor, "seccomp notify")                                          \
	X("landlock", descriptor, "landlock-ruleset]")                                             \
	X("fscontext", descriptor, "fscontext]")                                                   \
	X("netlink", descriptor, "NETLINK")                                                        \
	X("packet", descriptor, "PACKET")                                                          \
	X("vsock", descriptor, "AF_VSOCK")                                                         \
	X("alg", descriptor, "ALG")                                                                \
	X("rxrpc", descriptor, "RXRPC")                                                            \
	X("xdp", descriptor, "XDP")                                                                \
	X("aio", mapping, "/[aio]")                                                                \
	X("userns", unmapped, NULL)                                                                \
	X("personality", personality, NULL)                                                        \
	X("mount", mount, NULL)                                                                    \
	X("chroot", root, NULL)

#define FACILITY(name, look, word) { name, look, word },
#define NAME(name, look, word)	   name,

static const struct facility {
	const char *name;
	int (*look)(const struct look *, const char *word);
	const char *word;
} facilities[] = { FACILITIES(FACILITY) };

const char *const reach_names[] = { FACILITIES(NAME) NULL };

int reach_holds(int proc, const char *pid, const char *facility, const char *tag, char *what,
		size_t size)
{
	const struct look l = { .proc = proc, .pid = pid, .tag = tag, .what = what, .size = size };

	for (size_t i = 0; i < sizeof(facilities) / sizeof(*facilities); i++)
		if (!strcmp(facilities[i].name, facility))
			return facilities[i].look(&l, facilities[i].word);
	return -EINVAL;
}
