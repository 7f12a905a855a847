// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's next read from its platform fails.
 * Means: O_NONBLOCK belongs to the open file description, which worker and student share. The
 *        student sets it and ends; the worker, who expects to wait, gets EAGAIN from then on.
 */
#include "attacks/inherited-fd/inherited.h"

static enum claim run(const struct brief *b)
{
	int link;

	attempting(b);
	link = inherited(2, S_IFSOCK, O_RDWR);
	if (link < 0)
		return denied("no socket was inherited");
	if (fcntl(link, F_SETFL, fcntl(link, F_GETFL) | O_NONBLOCK))
		return denied("fcntl F_SETFL");
	return CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the worker's link to its platform no longer waits",
	.means = "O_NONBLOCK on an inherited socket: the flag belongs to the description",
	.oracle = "description",
	.id = "FDS-09",
	.attack_id = "T1499, CWE-403",
	.remedy = "close_range(2) before the student's program starts; close-on-exec in the worker",
	.refs = (const char *const[]){ "open(2), Open file descriptions", "fcntl(2)", NULL },
	.run = run,
};
