// SPDX-License-Identifier: MIT
/*
 * message-queue.c - a POSIX message queue.
 *
 * From the chapter on interprocess communication. The queue lives in the kernel and outlives the
 * program that forgets it: a defence that gives students none (RLIMIT_MSGQUEUE 0, no mq_open(2))
 * has its reason, and this is its price.
 */
#include "attacks/attack.h"

#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>

static enum claim run(const struct brief *b)
{
	struct mq_attr small = { .mq_maxmsg = 4, .mq_msgsize = 32 };
	char name[64], text[32];
	unsigned urgency;
	mqd_t queue;

	snprintf(name, sizeof(name), "/ordeal-%s", b->name);
	queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &small);
	if (queue == (mqd_t)-1)
		return failed("mq_open");
	mq_unlink(name);
	if (mq_send(queue, "later", 6, 1) || mq_send(queue, "first", 6, 9))
		return failed("mq_send");
	while (mq_getattr(queue, &small) == 0 && small.mq_curmsgs > 0) {
		if (mq_receive(queue, text, sizeof(text), &urgency) < 0)
			return failed("mq_receive");
		printf("%u %s\n", urgency, text);
	}
	mq_close(queue);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "messages queue by their urgency",
	.means = "mq_open(3), mq_send(3), mq_receive(3)",
	.oracle = "done",
	.expect = "9 first\n1 later\n",
	.run = run,
};
