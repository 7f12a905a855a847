// SPDX-License-Identifier: MIT
/*
 * oracle_survivor.c - a process of the student still runs when its turn is over.
 *
 * "Over" is when the process that the worker started has ended: only then does a platform answer,
 * and begin the next turn. A defence that ends the rest may take a moment; whoever runs 300 ms
 * later was not ended. Counted by the arena's /proc, the dead left out: init, the worker and what
 * else was there before are the base.
 */
#include "harness/trial/episode.h"
#include "lib/clock.h"
#include "lib/fd.h"
#include "lib/strf.h"

enum { GRACE_MS = 300, LOOKS = 8 };

/*
 * How many there are beyond those who were there before. The worker may have been killed. One who
 * makes its successor and ends can be missed by a look, as a list of processes is no moment's.
 */
static int64_t survivors(struct episode *ep)
{
	int most = 0;

	for (int i = 0; i < LOOKS && most <= 0; i++) {
		int n = arena_population(&ep->arena, false);

		if (n < 0)
			ep->blind = true;
		if (n < 0)
			return 0;
		most = n - ep->population + (ep->worker < 0);
	}
	return most;
}

static bool watch(struct episode *ep)
{
	int64_t n = survivors(ep);

	if (n > 0 && ep->ended_ms > 0 && clock_ms() - ep->ended_ms >= GRACE_MS)
		ep->found = n;
	return ep->found > 0;
}

static enum sight judge(struct episode *ep)
{
	if (ep->found <= 0)
		return SIGHT_CLEAN;
	exhibit(ep, "%lld %s %d ms after its turn", (long long)ep->found,
		for_number((unsigned long)ep->found, "process of the student still runs",
			   "processes of the student still run"),
		GRACE_MS);
	return SIGHT_SEEN;
}

static void blind(struct episode *ep)
{
	fd_close(&ep->arena.fd[ARENA_FD_PROC]);
}

extern const struct oracle oracle_survivor;
const struct oracle oracle_survivor = {
	.name = "survivor",
	.sees = "a process of the student still runs 300 ms after its turn",
	.hurts = VICTIM_STUDENT,
	.own = true,
	.stage = "survivor",
	.watch = watch,
	.judge = judge,
	.blind = blind,
};
