// SPDX-License-Identifier: MIT
/*
 * planted-message.c - the first letter in the box is not yours.
 *
 * Goal: the next student's honest program computes with a wrong value.
 * Means: the key of a System V queue is a number on the exercise sheet, and msgget(2) with
 * IPC_CREAT is content with a queue that is there already. What was put into it before, comes out
 * first. The attacker is long gone; its letter is not.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

#define KEY_OF_THE_SHEET 0x2a2a

struct letter {
	long type;
	char text[64];
};

static int post(const char *text)
{
	int queue = msgget(KEY_OF_THE_SHEET, IPC_CREAT | 0600);
	struct letter letter = { .type = 1 };

	strncpy(letter.text, text, sizeof(letter.text) - 1);
	return queue < 0 || msgsnd(queue, &letter, sizeof(letter.text), IPC_NOWAIT) ? -1 : queue;
}

static enum claim run(const struct brief *b)
{
	attempting(b);
	return post("42, believe me") < 0 ? denied("msgsnd") : CLAIM_DONE;
}

/* Sends itself a word, as the first part of the exercise has it, and looks at what arrives. */
static enum claim victim(const struct brief *b)
{
	int queue = post(b->name);
	struct letter letter;

	if (queue < 0)
		return CLAIM_DONE; /* no queues on this platform: the exercise is left out */
	if (msgrcv(queue, &letter, sizeof(letter.text), 0, IPC_NOWAIT) < 0)
		return failed("msgrcv");
	msgctl(queue, IPC_RMID, NULL);
	errno = EBADMSG;
	return strcmp(letter.text, b->name) ? failed("somebody else's letter") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student's program gets a value that the last one planted",
	.means = "a message in a System V queue with a well-known key",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.needs = NEED_SYSVIPC,
	.attack_id = "T1565, CWE-459, CWE-340",
	.remedy = "an allow list of system calls; an ipc namespace per student",
	.refs = (const char *const[]){ "msgget(2)", NULL },
	.run = run,
	.victim = victim,
};
