// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker blocks at its next long line.
 * Means: F_SETPIPE_SZ: a pipe's room is the pipe's, not the process's. One page is left of sixteen.
 */
#include "attacks/inherited-fd/inherited.h"

static enum claim run(const struct brief *b)
{
	int pipe;

	attempting(b);
	pipe = inherited(2, S_IFIFO, O_WRONLY);
	if (pipe < 0)
		return denied("no pipe was inherited");
	return fcntl(pipe, F_SETPIPE_SZ, 4096) < 0 ? denied("fcntl F_SETPIPE_SZ") : CLAIM_DONE;
}

const struct attack attack = {
	.effect = "the pipe of the worker's log holds one page",
	.means = "F_SETPIPE_SZ on an inherited pipe",
	.oracle = "description",
	.id = "FDS-12",
	.attack_id = "T1499, CWE-403",
	.remedy = "close_range(2) before the student's program starts; seccomp on fcntl's commands",
	.refs = (const char *const[]){ "pipe(7)", "fcntl(2)", NULL },
	.run = run,
};
