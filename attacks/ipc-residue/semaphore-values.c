// SPDX-License-Identifier: MIT
/*
 * semaphore-values.c - a counter is a letter.
 *
 * Goal: another student's work.
 * Means: a set of System V semaphores keeps its values until somebody removes it. Thirty-two of
 * them hold as many characters. Two students who agree on a key pass on an answer without a byte in
 * memory or on disk that would look like one; a cleaner would have to think of counters.
 */
#include "attacks/ipc-residue/residue.h"

#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>

#define LETTERS 32
#define SEED	0x5e3a

union semun {
	int value;
	struct semid_ds *about;
	unsigned short *values;
};

static enum claim run(const struct brief *b)
{
	unsigned short value[LETTERS];
	char text[LETTERS];
	int set;

	attempting(b);
	set = semget(key_of(b, SEED), LETTERS, 0);
	if (set < 0)
		return denied("semget");
	if (semctl(set, 0, GETALL, (union semun){ .values = value }) < 0)
		return denied("GETALL");
	for (int i = 0; i < LETTERS; i++)
		text[i] = (char)value[i];
	loot(text, sizeof(text));
	return CLAIM_DONE;
}

/* An accomplice; where there are no semaphores, one who keeps the work in a file. */
static enum claim victim(const struct brief *b)
{
	int set = semget(key_of(b, SEED), LETTERS, IPC_CREAT | 0600);
	unsigned short value[LETTERS] = { 0 };

	for (int i = 0; i < LETTERS && b->secret[i]; i++)
		value[i] = (unsigned char)b->secret[i];
	if (set >= 0 && !semctl(set, 0, SETALL, (union semun){ .values = value }))
		return CLAIM_DONE;
	return keep_in_file(b);
}

const struct attack attack = {
	.effect = "an answer is passed on to the next student",
	.means = "the values of System V semaphores, one for each letter",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.needs = NEED_SYSVIPC,
	.id = "IPC-03",
	.attack_id = "T1559, CWE-459, CWE-514",
	.remedy = "an allow list of system calls; an ipc namespace per student",
	.refs = (const char *const[]){ "semctl(2)", NULL },
	.run = run,
	.victim = victim,
};
