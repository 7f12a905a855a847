// SPDX-License-Identifier: MIT
/*
 * places.c - where does a program that has no wall around files leave something for the next one?
 *
 * In folders that all users may write to: the roots of mounts (tmpfs, volumes), and a short
 * list of what stands on the root file system of many machines. Elsewhere the user alone may
 * write: its home, its volumes. There others work at the same time, which nobody can tell from
 * the program, and nothing is removed; that is said.
 *
 * They are looked for by one read of mountinfo, since a launch pays for it.
 */
#include "sandbox/places.h"

#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const usual[] = {
	"/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue",
	"/run/lock",             /* Debian: of all users                         */
	"/var/crash",            /* Ubuntu's reports                             */
	"/var/lib/php/sessions", /* PHP's, which nobody may list: mode 1733      */
	"/run/screen", "/var/spool/at", "/var/metrics",
};

enum { MOUNTS = 1 << 16 };

static bool known(const struct places *p, const struct stat *st)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].dev == st->st_dev && p->at[i].ino == st->st_ino)
			return true;
	return false;
}

/* Take this folder in if all may write to it. */
static void consider(struct places *p, const char *path, const char *const *except, bool mount)
{
	struct stat st;
	char *copy;
	int fd;

	for (; *except; except++)
		if (path_below(path, *except))
			return;
	if (lstat(path, &st) < 0 || !S_ISDIR(st.st_mode) || known(p, &st) ||
	    faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) < 0)
		return;
	if (!(st.st_mode & S_IWOTH)) {
		p->own += mount;
		return;
	}
	fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	copy = p->n < PLACES && fd >= 0 ? strdup(path) : NULL;
	if (!copy) {
		p->too_many++;
		fd_close(&fd);
		return;
	}
	p->at[p->n++] = (struct shared_folder){ fd, copy, st.st_dev, st.st_ino };
}

static bool octal(const char *at)
{
	return at[0] == '\\' && at[1] >= '0' && at[1] <= '3' && at[2] >= '0' && at[2] <= '7' &&
	       at[3] >= '0' && at[3] <= '7';
}

/* "36 35 98:0 /mnt1 /mnt2 rw,noatime ...": the fifth field, in which a space is \040; the sixth. */
int places_parse(const char *line, char *path, size_t size)
{
	const char *at = line;
	size_t n = 0;

	for (int field = 0; field < 4; field++) {
		at += strcspn(at, " \n");
		if (*at != ' ')
			return -EINVAL;
		at++;
	}
	for (; *at && *at != ' ' && *at != '\n' && n + 1 < size; n++)
		if (octal(at)) {
			path[n] = (char)((at[1] - '0') << 6 | (at[2] - '0') << 3 | (at[3] - '0'));
			at += 4;
		} else {
			path[n] = *at++;
		}
	path[n] = '\0';
	return *at == ' ' && n && !strncmp(at + 1, "rw", 2) && strchr(" ,\n", at[3]) ? 0 : -EINVAL;
}

static void consider_mounts(struct places *p, const char *const *except)
{
	char *text = malloc(MOUNTS), path[PATH_MAX];
	const char *line = text;

	if (text && fd_slurp(AT_FDCWD, "/proc/self/mountinfo", text, MOUNTS) > 0)
		do {
			if (places_parse(line, path, sizeof(path)) == 0 && strcmp(path, "/") != 0)
				consider(p, path, except, true);
			line = strchr(line, '\n');
		} while (line && *++line);
	free(text);
}

void places_find(struct places *p, const char *const *except)
{
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		consider(p, usual[i], except, false);
	consider_mounts(p, except);
}

void places_free(struct places *p)
{
	while (p->n > 0) {
		fd_close(&p->at[--p->n].fd);
		free(p->at[p->n].path);
	}
}
