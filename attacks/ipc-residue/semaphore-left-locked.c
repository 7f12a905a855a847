// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * semaphore-left-locked.c - the lock of an exercise that everybody does.
 *
 * Goal: the next student's honest program hangs.
 * Means: sem_open(3) makes a semaphore with the value it is given, unless one of that name is
 * there: then it opens that one. The name stands on the exercise sheet. Who leaves it at 0, by
 * malice or by a crash in the critical section, has locked out everybody who comes after. It is a
 * file in /dev/shm, and stays when all processes are dead.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t *open_with(const struct brief *b, unsigned value)
{
	char name[64];

	snprintf(name, sizeof(name), "/%s", b->name);
	return sem_open(name, O_CREAT, 0600, value);
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	return open_with(b, 0) == SEM_FAILED ? denied("sem_open") : CLAIM_DONE;
}

/* Enters the critical section. Without named semaphores it has a mutex, which nobody else knows. */
static enum claim victim(const struct brief *b)
{
	pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
	sem_t *door = open_with(b, 1);

	if (door == SEM_FAILED) {
		pthread_mutex_lock(&mutex);
		return CLAIM_DONE;
	}
	/* The exercise says sem_wait, and would wait for ever. */
	return sem_trywait(door) ? failed("sem_trywait") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student's program waits for ever",
	.means = "a named semaphore that was left at 0, in /dev/shm",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.id = "IPC-05",
	.attack_id = "T1499.004, CWE-667, CWE-459",
	.remedy = "empty /dev/shm as well as /tmp",
	.refs = (const char *const[]){ "sem_overview(7)", NULL },
	.run = run,
	.victim = victim,
};
