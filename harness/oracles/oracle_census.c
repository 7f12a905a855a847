// SPDX-License-Identifier: MIT
/*
 * oracle_census.c - more tasks than the budget.
 *
 * Seen at 128 tasks beyond what the instance had; bombs go to 220, a defended one stays at 48 or
 * less. The cgroup's own peak where the kernel keeps one; else what sampling sees, which bombs
 * make easy: they hold their peak until they are killed. Without a cgroup, the arena's /proc.
 */
#include "harness/trial/episode.h"
#include "lib/fd.h"

/* A tenth: between two samples bombs start some more, and the dying still count for a moment. */
static const struct scale tasks_scale = { "tasks", 1, .seen_at = 128, .margin = 10,
					  .staged_at = 24 };

static bool scale(const char *arg, struct scale *s)
{
	(void)arg;
	*s = tasks_scale;
	return true;
}

static int64_t tasks(const struct episode *ep, bool peak)
{
	struct cgroup_usage u;

	if (!ep->arena.cgroup.version)
		return arena_population(&ep->arena, true);
	cgroup_read(&ep->arena.cgroup, &u);
	return peak && u.tasks_peak >= 0 ? u.tasks_peak : u.tasks;
}

static int arm(struct episode *ep, struct err *e)
{
	ep->gauge.base = tasks(ep, false);
	gauge_set(ep, &tasks_scale);
	return ep->gauge.base < 0 ? err_set(e, 0, "census: tasks cannot be counted") : 0;
}

static bool watch(struct episode *ep)
{
	return gauge_take(ep, tasks(ep, true));
}

static enum sight judge(struct episode *ep)
{
	watch(ep);
	exhibit(ep, "at most %lld tasks beyond the instance's own (seen at %llu)",
		(long long)ep->gauge.at.figure, (unsigned long long)ep->gauge.at.threshold);
	return measure_seen(&ep->gauge.at) ? SIGHT_SEEN : SIGHT_CLEAN;
}

static void blind(struct episode *ep)
{
	fd_close(&ep->arena.cgroup.dir[CGROUP_PIDS]);
	fd_close(&ep->arena.fd[ARENA_FD_PROC]);
}

extern const struct oracle oracle_census;
const struct oracle oracle_census = {
	.name = "census",
	.sees = "more tasks at once than the budget, counted by the cgroup",
	.hurts = VICTIM_STUDENT,
	.own = true,
	.stage = "census",
	.scale = scale,
	.arm = arm,
	.watch = watch,
	.judge = judge,
	.blind = blind,
};
