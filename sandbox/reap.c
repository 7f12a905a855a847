// SPDX-License-Identifier: MIT
/*
 * reap.c - collect who has died: the program, orphans of its, and the supervisor's helpers.
 */
#include "sandbox/reap.h"

#include "sandbox/end.h"
#include "sandbox/stack.h"

#include <sys/time.h>
#include <sys/wait.h>

static void add_usage(struct rusage *sum, const struct rusage *u)
{
	timeradd(&sum->ru_utime, &u->ru_utime, &sum->ru_utime);
	timeradd(&sum->ru_stime, &u->ru_stime, &sum->ru_stime);
	if (u->ru_maxrss > sum->ru_maxrss)
		sum->ru_maxrss = u->ru_maxrss;
}

static uint64_t used_us(const struct rusage *u)
{
	return (uint64_t)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1000000 +
	       (uint64_t)(u->ru_utime.tv_usec + u->ru_stime.tv_usec);
}

/* Was this one of the supervisor's helpers? Its place is free again. */
static bool was_helper(struct box *b, pid_t pid)
{
	for (unsigned i = 0; i < BOX_HELPERS; i++)
		if (b->supervise.helper[i] == pid) {
			b->supervise.helper[i] = 0;
			return true;
		}
	return false;
}

bool reap_dead(struct box *b)
{
	/* Orphans are ours only as a subreaper; else other children may be somebody's. */
	pid_t who = stack_has(b->res->layers, &layer_session) ? -1 : b->pid;
	struct rusage u;
	int status;
	pid_t pid;

	while ((pid = wait4(who, &status, WNOHANG, &u)) > 0) {
		add_usage(&b->res->usage, &u);
		__atomic_store_n(&b->reaped_us, used_us(&b->res->usage), __ATOMIC_RELAXED);
		if (pid == b->pid) {
			b->ended = true;
			b->wstatus = status;
		} else if (was_helper(b, pid)) {
			if (WIFSIGNALED(status) && !b->ended)
				end_broken(b);
		} else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
			b->res->killed++;
		}
	}
	return pid < 0;
}
