// SPDX-License-Identifier: MIT
/*
 * Becomes root of a user namespace of its own, with every capability in it, and tries to make the
 * mark. All of that means nothing outside: inert.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	return fd < 0 || write(fd, text, strlen(text)) < 0 || close(fd);
}

static enum claim run(const struct brief *b)
{
	char map[32];

	snprintf(map, sizeof(map), "0 %u 1", getuid());
	attempting(b);
	if (unshare(CLONE_NEWUSER))
		return denied("unshare");
	if (put("/proc/self/uid_map", map) || geteuid() != 0)
		return denied("uid_map");
	dprintf(STDOUT_FILENO, "uid %u now\n", geteuid());
	return open("/opt/mark/looks-like-root", O_CREAT | O_WRONLY, 0600) < 0 ? denied("open") :
										 CLAIM_DONE;
}

const struct attack attack = {
	.effect = "none: privilege over itself alone",
	.means = "a user namespace, uid 0 and all capabilities in it",
	.oracle = "creds",
	.remedy = "a mark that only the arena's own root can make",
	.run = run,
};
