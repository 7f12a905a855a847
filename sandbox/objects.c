// SPDX-License-Identifier: MIT
/*
 * objects.c - System V's segments, semaphores and queues, and keys, stay when all processes are gone.
 *
 * Where no filter refuses the calls that make them, what this user made since the launch is removed when
 * the program is dead, and never what is older. By whom of this user it was made only a segment tells, as
 * long as that process lives; what another box may have made is left to that one.
 *
 * Keys have no time: what is new in the user's keyrings goes. Best effort: who takes the right to read from a
 * keyring keeps what is in it.
 */
#include "sandbox/objects.h"

#include <errno.h>
#include <linux/keyctl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#ifndef SHM_STAT_ANY /* Linux 4.17: of objects, too, that one may not read */
#define SHM_STAT_ANY 15
#define SEM_STAT_ANY 20
#define MSG_STAT_ANY 13
#endif

enum { SHM, SEM, MSG };

static const int rings[KEYRINGS] = { KEY_SPEC_USER_KEYRING, KEY_SPEC_USER_SESSION_KEYRING,
				     KEY_SPEC_SESSION_KEYRING };

union semun {
	struct semid_ds *about;
	struct seminfo *all;
};

/* One object, whatever it is. */
struct object {
	int    id;
	uid_t  uid, cuid;
	int64_t changed; /* seconds since 1970 */
	pid_t  maker;    /* 0: nobody knows    */
};

/* The highest index of a table; -1: it is empty, or may not be seen. *n: objects in it. */
static int highest(int table, int *n)
{
	struct shm_info shm;
	struct seminfo sem;
	struct msginfo msg;
	int last = -1;

	if (table == SHM) {
		last = shmctl(0, SHM_INFO, (struct shmid_ds *)&shm);
		*n = last < 0 ? 0 : shm.used_ids;
	} else if (table == SEM) {
		last = semctl(0, 0, SEM_INFO, (union semun){ .all = &sem });
		*n = last < 0 ? 0 : sem.semusz;
	} else {
		last = msgctl(0, MSG_INFO, (struct msqid_ds *)&msg);
		*n = last < 0 ? 0 : msg.msgpool;
	}
	return *n ? last : -1;
}

/* False: there is none at this index. */
static bool object_at(int table, int index, struct object *o)
{
	struct shmid_ds shm;
	struct semid_ds sem;
	struct msqid_ds msg;

	if (table == SHM) {
		*o = (struct object){ .id = shmctl(index, SHM_STAT_ANY, &shm) };
		if (o->id >= 0)
			*o = (struct object){ o->id, shm.shm_perm.uid, shm.shm_perm.cuid, shm.shm_ctime,
					      shm.shm_cpid };
	} else if (table == SEM) {
		*o = (struct object){ .id = semctl(index, 0, SEM_STAT_ANY, (union semun){ .about = &sem }) };
		if (o->id >= 0)
			*o = (struct object){ o->id, sem.sem_perm.uid, sem.sem_perm.cuid, sem.sem_ctime, 0 };
	} else {
		*o = (struct object){ .id = msgctl(index, MSG_STAT_ANY, &msg) };
		if (o->id >= 0)
			*o = (struct object){ o->id, msg.msg_perm.uid, msg.msg_perm.cuid, msg.msg_ctime, 0 };
	}
	return o->id >= 0;
}

static void remove_object(int table, int id)
{
	if (table == SHM)
		shmctl(id, IPC_RMID, NULL);
	else if (table == SEM)
		semctl(id, 0, IPC_RMID);
	else
		msgctl(id, IPC_RMID, NULL);
}

static bool has(const int *list, int n, int what)
{
	for (int i = 0; i < n; i++)
		if (list[i] == what)
			return true;
	return false;
}

/* The numbers of the keys in this keyring; -1: too many, or nobody may know. */
static int list_keys(int ring, int key[OBJECTS])
{
	long bytes = syscall(SYS_keyctl, KEYCTL_READ, rings[ring], key, OBJECTS * sizeof(*key));

	return bytes < 0 || bytes > (long)(OBJECTS * sizeof(*key)) ? -1 : (int)(bytes / (long)sizeof(*key));
}

void objects_remember(struct objects *o)
{
	for (int table = 0; table < TABLES; table++) {
		int n, last = highest(table, &n);
		struct object one;

		o->ids[table] = n > OBJECTS ? -1 : 0;
		for (int i = 0; i <= last && o->ids[table] >= 0; i++)
			if (object_at(table, i, &one) && o->ids[table] < OBJECTS)
				o->id[table][o->ids[table]++] = one.id;
	}
	for (int ring = 0; ring < KEYRINGS; ring++)
		o->keys[ring] = list_keys(ring, o->key[ring]);
}

static void sweep_keys(const struct objects *o, int ring)
{
	int key[OBJECTS], n = o->keys[ring] < 0 ? -1 : list_keys(ring, key);

	for (int i = 0; i < n; i++)
		if (!has(o->key[ring], o->keys[ring], key[i]))
			syscall(SYS_keyctl, KEYCTL_UNLINK, key[i], rings[ring]);
}

void objects_sweep(const struct objects *o, int64_t others)
{
	for (int table = 0; table < TABLES; table++) {
		int n, last = highest(table, &n);
		struct object one;

		for (int i = 0; i <= last && o->ids[table] >= 0; i++) {
			if (!object_at(table, i, &one) || has(o->id[table], o->ids[table], one.id) ||
			    (one.uid != geteuid() && one.cuid != geteuid()))
				continue;
			if ((one.changed + 1) * 1000000000 > others || (one.maker && kill(one.maker, 0) == 0))
				continue;
			remove_object(table, one.id);
		}
	}
	for (int ring = 0; ring < KEYRINGS; ring++)
		sweep_keys(o, ring);
}
