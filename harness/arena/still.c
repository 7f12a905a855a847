// SPDX-License-Identifier: MIT
/*
 * still.c - an instance stands still between two invocations, as the platform freezes it: no
 * process runs, nobody is told, clocks go on.
 *
 * By the freezer of cgroup version 2, which is there beside version 1 too where both are mounted.
 * Not by that of version 1: who is killed while frozen by it stays, and a killed keeper would leave
 * its arena. Where there is none, by SIGSTOP and SIGCONT to all in the arena: a program can notice
 * those, and one that somebody else had stopped goes on.
 */
#include "harness/arena/arena.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "harness/arena/wire.h"
#include "lib/clock.h"
#include "lib/fd.h"

enum { FREEZE_MS = 2000 };

/* The kernel says when the last one has stopped. */
static bool reached(int dir, bool still)
{
	const char *want = still ? "frozen 1" : "frozen 0";
	double until = clock_ms() + FREEZE_MS;
	char text[256];

	while (fd_slurp(dir, "cgroup.events", text, sizeof(text)) > 0 && !strstr(text, want)) {
		if (clock_ms() > until)
			return false;
		poll(NULL, 0, 1);
	}
	return true;
}

bool cgroup_has_freezer(const struct cgroup_host *host)
{
	return host->version && host->parent[CGROUP_STILL][0];
}

bool cgroup_still(const struct cgroup *cg, bool still)
{
	int dir = cg->version ? cg->dir[CGROUP_STILL] : -1;

	return dir >= 0 && !fd_put(dir, "cgroup.freeze", still ? "1" : "0") && reached(dir, still);
}

int arena_still(struct arena *a, bool still, struct err *e)
{
	int r;

	if (cgroup_still(&a->cgroup, still))
		return 0;
	r = wire_send(a->control, still ? ARENA_STOP : ARENA_CONTINUE, NULL, NULL, 0);
	return r ? err_set(e, -r, "arena init") : 0;
}
