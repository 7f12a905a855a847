// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker dies as soon as its platform says something.
 * Means: O_ASYNC on the shared link, with the worker as the owner. The platform's next bytes make
 *        the kernel send SIGIO, which ends whoever has not asked for it. The student greets the
 *        platform, so that it answers.
 */
#include "attacks/inherited-fd/inherited.h"

#include <poll.h>

static enum claim run(const struct brief *b)
{
	int link;

	attempting(b);
	link = inherited(2, S_IFSOCK, O_RDWR);
	if (link < 0)
		return denied("no socket was inherited");
	if (fcntl(link, F_SETOWN, b->worker))
		return denied("fcntl F_SETOWN");
	if (fcntl(link, F_SETFL, fcntl(link, F_GETFL) | O_ASYNC))
		return denied("fcntl F_SETFL O_ASYNC");
	if (write(link, "hello\n", 6) != 6)
		return denied("write");
	poll(&(struct pollfd){ .fd = link, .events = POLLIN }, 1, 2000);
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the worker is ended by a signal that its platform's answer causes",
	.means = "O_ASYNC and F_SETOWN on an inherited socket",
	.oracle = "bystander",
	.id = "FDS-09",
	.attack_id = "T1489, CWE-403",
	.remedy = "close_range(2) before the student's program starts; Landlock's signal scope",
	.refs = (const char *const[]){ "fcntl(2), Managing signals", NULL },
	.run = run,
};
