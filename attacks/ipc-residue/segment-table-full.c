// SPDX-License-Identifier: MIT
/*
 * segment-table-full.c - four thousand segments with nothing in them.
 *
 * Goal: the next student's honest program cannot share memory.
 * Means: SHMMNI, 4096 by default, bounds the segments of a whole ipc namespace, not those of a user
 * or a process. A segment that is never touched costs a line in the table and no memory, so that no
 * limit of memory sees it; and it stays when its maker is dead.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#define MOST 5000 /* beyond the default: a larger table is left as it is */
#define PAGE 4096

static enum claim run(const struct brief *b)
{
	int made = 0;

	attempting(b);
	while (made < MOST && shmget(IPC_PRIVATE, PAGE, IPC_CREAT | 0600) >= 0)
		made++;
	if (!made)
		return denied("shmget");
	return made < MOST && errno == ENOSPC ? CLAIM_DONE : failed("a larger table");
}

/* Where shared memory is denied by policy, which is not "no space", the exercise is left out. */
static enum claim victim(const struct brief *b)
{
	int id = shmget(IPC_PRIVATE, PAGE, IPC_CREAT | 0600);

	(void)b;
	if (id < 0)
		return errno == ENOSPC ? failed("shmget") : CLAIM_DONE;
	shmctl(id, IPC_RMID, NULL);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student cannot have shared memory",
	.means = "System V segments, empty ones, until the table of the namespace is full",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.needs = NEED_SYSVIPC,
	.id = "IPC-03",
	.attack_id = "T1499.001, CWE-770, CWE-459",
	.remedy = "an allow list of system calls; an ipc namespace per student",
	.refs = (const char *const[]){ "shmget(2), SHMMNI", NULL },
	.run = run,
	.victim = victim,
};
