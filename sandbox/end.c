// SPDX-License-Identifier: MIT
/*
 * end.c - how a run is ended. Guard and reaper both may; the reason that is written first stays.
 */
#include "sandbox/end.h"

#include "sandbox/descendants.h"
#include "sandbox/layer_cgroup.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <signal.h>

/*
 * All that descends from it too: who is killed takes its time to die, the more the larger it
 * is, and its children go on meanwhile.
 */
void end_kill(struct box *b)
{
	if (b->pid <= 0)
		return;
	group_kill(b);
	if (stack_has(b->res->layers, &layer_session)) {
		kill(-b->pid, SIGKILL);
		descendants_kill(b);
	}
	if (!b->ended)
		kill(b->pid, SIGKILL);
}

void end_run(struct box *b, enum box_end why)
{
	enum box_end none = BOX_EXITED;

	__atomic_compare_exchange_n(&b->res->end, &none, why, false, __ATOMIC_RELAXED,
				    __ATOMIC_RELAXED);
	end_kill(b);
}

void end_broken(struct box *b)
{
	err_set(&b->res->error, ECHILD, "a process of the sandbox was killed");
	end_run(b, BOX_TERMINATED);
}
