// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a supervisor that lets through what it cannot read.
 * Means: prlimit(2) on the supervisor, which is our parent and our user: with room for three
 *        descriptors it can open no /proc/PID/mem. Only the soft limit, and only downwards.
 *
 * Being not dumpable does not protect from this: prlimit asks for the same ids, nothing else.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>
#include <sys/resource.h>

static enum claim run(const struct brief *b)
{
	struct rlimit room;

	attempting(b);
	if (prlimit(getppid(), RLIMIT_NOFILE, NULL, &room))
		return denied("prlimit on the parent");
	room.rlim_cur = 3;
	if (prlimit(getppid(), RLIMIT_NOFILE, &room, NULL))
		return denied("prlimit on the parent");
	return loot_evaluator(open(EVALUATOR, O_RDONLY | O_CLOEXEC)) ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "prlimit(2) leaves the supervisor no descriptor to read the path with",
	.oracle = "secret:task",
	.id = "UNS-04",
	.attack_id = "T1562.001, CWE-636, CWE-770",
	.remedy = "a filter that lets prlimit64 act on oneself only; refuse what cannot be read",
	.refs = (const char *const[]){ "prlimit(2)", NULL },
	.run = run,
};
