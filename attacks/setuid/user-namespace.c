// SPDX-License-Identifier: MIT
/*
 * Goal:  privilege.
 * Means: a user namespace of one's own, in which one is root with every capability. They count for
 *        what belongs to that namespace only, and the mark does not: expected to be inert, as a
 *        reader of CapEff alone would not think.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : write(fd, text, strlen(text));

	if (fd >= 0)
		close(fd);
	return n > 0;
}

static enum claim run(const struct brief *b)
{
	char map[32];
	int mark;

	snprintf(map, sizeof(map), "0 %u 1", getuid());
	attempting(b);
	if (unshare(CLONE_NEWUSER))
		return denied("unshare");
	if (!put("/proc/self/uid_map", map))
		return denied("uid_map");
	mark = open("/opt/mark/user-namespace", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	return mark < 0 ? denied("/opt/mark") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the student's process becomes root",
	.means = "root of one's own user namespace, who rules nothing else: expected to be inert",
	.oracle = "creds",
	.needs = NEED_IDS,
	.id = "KERN-02",
	.attack_id = "T1548, CWE-269",
	.remedy = "nothing is needed for this effect; seccomp without unshare(2) spares the kernel",
	.refs = (const char *const[]){ "user_namespaces(7)", NULL },
	.run = run,
};
