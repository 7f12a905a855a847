// SPDX-License-Identifier: MIT
/*
 * oracle_reach.c - a student's process obtained a facility of the kernel.
 *
 * The argument names it. No argument of a system call and no value that it returned is looked at:
 * the keeper looks through the arena's /proc at what the program holds, see reach.c. It holds still
 * until it was looked at.
 *
 * Only the accused counts: a defence may well have rings, pidfds and notifiers of its own. That is
 * every process whose command line is the program's, by which its children and threads are found
 * too; in the column in-process it is the worker.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "harness/trial/episode.h"
#include "harness/trial/reach.h"
#include "lib/fd.h"

/* The words that started the accused, as its command line begins with them. */
static char *const *words_of(const struct episode *ep)
{
	static char stage[] = ARENA_BOX "/bin/stage";
	static char *const staged[] = { stage, NULL };

	return ep->spec->program ? ep->spec->program->argv : staged;
}

/* Is process `pid` the accused? -errno: cannot tell. */
static int accused(const struct episode *ep, const char *pid)
{
	const struct defence *d = ep->spec->defence;
	char path[48], line[4096], *at = line;
	ssize_t n;

	if (d->in_process && atoi(pid) == (d->forked ? ep->child_pid : ep->worker_pid))
		return 1;
	snprintf(path, sizeof(path), "%.20s/cmdline", pid);
	n = fd_slurp(ep->arena.fd[ARENA_FD_PROC], path, line, sizeof(line));
	if (n < 0)
		return n == -ENOENT || n == -ESRCH ? 0 : (int)n;
	for (char *const *w = words_of(ep); *w; w++) {
		if (at >= line + n || strcmp(at, *w) != 0)
			return 0;
		at += strlen(at) + 1;
	}
	return 1;
}

/* Both roles know this word; see add_brief() in brief.c. */
static const char *tag_of(const struct episode *ep)
{
	return ep->ev.canary[PLACE_GIVEN] + CANARY_LEN - 12;
}

static bool look(struct episode *ep)
{
	int fd = openat(ep->arena.fd[ARENA_FD_PROC], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	char what[128] = "";
	struct dirent *entry;
	int r = 0;

	if (!d) {
		ep->blind = true;
		return false;
	}
	while (r <= 0 && (entry = readdir(d))) {
		if (!isdigit((unsigned char)entry->d_name[0]))
			continue;
		r = accused(ep, entry->d_name);
		if (r > 0)
			r = reach_holds(fd, entry->d_name, ep->spec->oracle_arg, tag_of(ep), what,
					sizeof(what));
		ep->blind |= r < 0;
	}
	if (r > 0)
		exhibit(ep, "process %s of the arena: %s", entry->d_name, what);
	closedir(d);
	return r > 0;
}

static int arm(struct episode *ep, struct err *e)
{
	ep->found = 0;
	return ep->spec->oracle_arg ? 0 : err_set(e, 0, "reach: what? give reach:io_uring, ...");
}

static bool watch(struct episode *ep)
{
	if (!ep->found)
		ep->found = look(ep);
	return ep->found;
}

static enum sight judge(struct episode *ep)
{
	return ep->found ? SIGHT_SEEN : SIGHT_CLEAN; /* `blind` was kept by each look */
}

static void blind(struct episode *ep)
{
	fd_close(&ep->arena.fd[ARENA_FD_PROC]);
}

/* One for each way of looking that every Linux has something to show for. */
static const char *const tried[] = { "inotify", "netlink", "personality", NULL };

extern const struct oracle oracle_reach;
const struct oracle oracle_reach = {
	.name = "reach",
	.sees = "a student's process holds the named facility of the kernel, by the arena's /proc",
	.hurts = VICTIM_PLATFORM,
	.args = reach_names,
	.stage = "reach",
	.stage_args = tried,
	.arm = arm,
	.watch = watch,
	.judge = judge,
	.blind = blind,
};
