// SPDX-License-Identifier: MIT
/*
 * message-queue.c - mail for the next tenant.
 *
 * Goal: another student's work.
 * Means: a System V message queue lives until somebody removes it, with the messages in it. It is
 * in no folder and belongs to no process: neither a cleaner of /tmp nor the killing of survivors
 * sees it. Lists of forbidden calls that think of shared memory forget it.
 */
#include "attacks/ipc-residue/residue.h"

#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

#define SEED 0x0dea1

struct letter {
	long type;
	char text[64];
};

static enum claim run(const struct brief *b)
{
	struct letter letter;
	ssize_t n;
	int queue;

	attempting(b);
	queue = msgget(key_of(b, SEED), 0);
	if (queue < 0)
		return denied("msgget");
	n = msgrcv(queue, &letter, sizeof(letter.text), 0, IPC_NOWAIT);
	if (n < 0)
		return denied("msgrcv");
	loot(letter.text, (size_t)n);
	return CLAIM_DONE;
}

/* The exercise on queues; a student whose platform has none does it with a file. */
static enum claim victim(const struct brief *b)
{
	int queue = msgget(key_of(b, SEED), IPC_CREAT | 0600);
	struct letter letter = { .type = 1 };
	size_t n = strlen(b->secret);

	memcpy(letter.text, b->secret, n);
	if (queue >= 0 && !msgsnd(queue, &letter, n, IPC_NOWAIT))
		return CLAIM_DONE; /* and forgets to remove it */
	return keep_in_file(b);
}

const struct attack attack = {
	.effect = "the next student reads the last one's messages",
	.means = "msgrcv(2) from a System V queue that was never removed",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.needs = NEED_SYSVIPC,
	.quick = true,
	.id = "IPC-02",
	.attack_id = "T1559, CWE-459, CWE-226",
	.remedy = "an allow list of system calls; an ipc namespace per student",
	.refs = (const char *const[]){ "sysvipc(7)", NULL },
	.run = run,
	.victim = victim,
};
