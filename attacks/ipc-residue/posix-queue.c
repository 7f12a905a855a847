// SPDX-License-Identifier: MIT
/*
 * posix-queue.c - a file system that is not mounted.
 *
 * Goal: another student's work.
 * Means: a POSIX message queue has a name and a mode like a file's, in a file system of the
 * kernel's own, which mq_open(3) reaches whether it is mounted somewhere or not. Here it is not:
 * there is no folder to look into or to empty.
 */
#include "attacks/ipc-residue/residue.h"

#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BYTES 64

static enum claim run(const struct brief *b)
{
	char name[64], text[BYTES];
	ssize_t n;
	mqd_t queue;

	snprintf(name, sizeof(name), "/%s", b->name);
	attempting(b);
	queue = mq_open(name, O_RDONLY | O_NONBLOCK);
	if (queue < 0)
		return denied("mq_open");
	n = mq_receive(queue, text, sizeof(text), NULL);
	if (n < 0)
		return denied("mq_receive");
	loot(text, (size_t)n);
	return CLAIM_DONE;
}

/* The exercise on queues; a student whose platform has none does it with a file. */
static enum claim victim(const struct brief *b)
{
	struct mq_attr small = { .mq_maxmsg = 1, .mq_msgsize = BYTES };
	char name[64];
	mqd_t queue;

	snprintf(name, sizeof(name), "/%s", b->name);
	queue = mq_open(name, O_RDWR | O_CREAT | O_NONBLOCK, 0600, &small);
	if (queue >= 0 && !mq_send(queue, b->secret, strlen(b->secret), 0))
		return CLAIM_DONE; /* closed, never unlinked */
	return keep_in_file(b);
}

const struct attack attack = {
	.effect = "the next student reads the last one's messages",
	.means = "mq_open(3) of a POSIX queue that was never unlinked, in no mounted folder",
	.oracle = "secret:victim",
	.scene = SCENE_AFTER_VICTIM,
	.attack_id = "T1559, CWE-459, CWE-226",
	.remedy =
		"RLIMIT_MSGQUEUE = 0; an allow list of system calls; an ipc namespace per student",
	.refs = (const char *const[]){ "mq_overview(7)", NULL },
	.run = run,
	.victim = victim,
};
