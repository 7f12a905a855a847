// SPDX-License-Identifier: MIT
/*
 * calls - which system calls can be reached: each number once, with arguments that can have no
 * effect (lib/calls.h), in a child with a deadline of its own.
 */
#include "probe/groups.h"

#include "lib/calls.h"
#include "lib/trial.h"

#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CALL_MS = 2000 };

static int make(void *arg)
{
	const int *nr = arg;

	return call_make(*nr); /* errnos are below 256 */
}

/* The probe may be root's, and at somebody's terminal. */
static const char *skipped(int nr)
{
	const char *why = NULL;
	long unused[6];

	if (nr == SYS_vhangup && geteuid() == 0)
		return "would hang up root's terminal";
	return nr < CALLS && !call_arguments(nr, unused, &why) ? why : NULL;
}

static bool one(struct answer *a, int nr)
{
	const char *why = skipped(nr), *name = nr == CALL_X32	 ? "getpid by x32"
					       : nr == CALL_I386 ? "getpid by int 0x80"
								 : call_name(nr);
	struct trial t;

	if (why) {
		answer_item(a, name, "skipped: %.50s", why);
		return false;
	}
	if (trial_run(make, &nr, CALL_MS, &t)) {
		answer_item_error(a, name, t.code);
		return t.code != ENOSYS && t.code != EPERM && t.code != EACCES;
	}
	answer_item(a, name, "%s",
		    t.hung     ? "hung"
		    : t.signal ? signal_name(t.signal)
			       : error_name(t.error));
	return false;
}

static void ask_reachable(struct answer *a)
{
	int n = 0;

	for (int nr = 0; nr < CALLS_AND_DOORS; nr++) {
		about_to(a, "system call %d", nr);
		n += one(a, nr);
	}
	about_to(a, "each number, with invalid arguments");
	answer_number(a, n);
}

static const struct question questions[] = {
	{ "reachable", ask_reachable, .what = "system calls that answer, and not with a refusal",
	  .ms = 60000 },
	{ .name = NULL },
};

const struct group group_calls = { "calls", "System calls", questions };
