// SPDX-License-Identifier: MIT
/*
 * named-semaphore.c - a semaphore with a name.
 *
 * sem_open(3) makes a small file in /dev/shm by link(2) from a temporary name. It needs a /dev/shm
 * that can be written: some sandboxes have none, some functions neither.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>

static enum claim run(const struct brief *b)
{
	char name[64];
	sem_t *sem;
	int value;

	snprintf(name, sizeof(name), "/ordeal-%s", b->name);
	sem = sem_open(name, O_CREAT | O_EXCL, 0600, 2);
	if (sem == SEM_FAILED)
		return failed("sem_open");
	if (sem_wait(sem) || sem_wait(sem))
		return failed("sem_wait");
	printf("third try: %s\n", sem_trywait(sem) ? "would wait" : "taken");
	sem_post(sem);
	sem_getvalue(sem, &value);
	printf("value %d\n", value);
	sem_close(sem);
	return sem_unlink(name) ? failed("sem_unlink") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "a named semaphore counts",
	.means = "sem_open(3) in /dev/shm",
	.oracle = "done",
	.expect = "third try: would wait\nvalue 1\n",
	.run = run,
};
