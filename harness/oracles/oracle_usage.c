// SPDX-License-Identifier: MIT
/*
 * oracle_usage.c - memory, disk, cpu, time or output beyond the budget.
 *
 * Every figure is the instance's, beyond what it was before the accused started. Memory is
 * all that the cgroup is charged for but the page cache of files, which is not the student's. Disk
 * is what the arena's file systems hold, see stock.h.
 * Time is the platform's: from the call until the program has ended and its streams have too.
 * What nobody is charged for it does not see: pages of hugetlbfs, a device's memory, files in a
 * file system that the defence itself mounts (those are memory), what the kernel's threads do.
 * Thresholds are far from both sides: the reference sandbox lets 256 MiB and 16 MiB a file through;
 * bombs go to 384 MiB, 96 MiB and more, 1900 inodes. Hogs are allowed a second, of the processor or
 * by the clock, and go on for three or more.
 */
#include <string.h>

#include "harness/trial/episode.h"
#include "harness/arena/stock.h"
#include "lib/clock.h"
#include "lib/fd.h"
#include "lib/strf.h"

#define MIB (1ull << 20)

static int64_t memory(const struct episode *ep)
{
	struct cgroup_usage u;

	cgroup_read(&ep->arena.cgroup, &u);
	return u.memory;
}

static int64_t starved(const struct episode *ep)
{
	struct cgroup_usage u;

	cgroup_read(&ep->arena.cgroup, &u);
	return u.starved;
}

static int64_t cpu(const struct episode *ep)
{
	struct cgroup_usage u;

	cgroup_read(&ep->arena.cgroup, &u);
	return u.cpu_usec;
}

static int64_t disk(const struct episode *ep)
{
	return stock_of(&ep->arena, false);
}

static int64_t inodes(const struct episode *ep)
{
	return stock_of(&ep->arena, true);
}

static int64_t output(const struct episode *ep)
{
	int64_t sum = 0;

	for (size_t i = 0; i < ep->ev.channels; i++)
		if (ep->ev.channel[i].kind == CHANNEL_FEEDBACK)
			sum += (int64_t)ep->ev.channel[i].bytes;
	return sum;
}

/* Does somebody still listen to what the program prints? Else its end cannot be known. */
static bool listening(const struct episode *ep)
{
	for (size_t i = 0; i < ep->ev.channels; i++)
		if (ep->ev.channel[i].kind == CHANNEL_FEEDBACK && ep->ev.channel[i].fd < 0 &&
		    !ep->ev.channel[i].ended)
			return false;
	return true;
}

static int64_t elapsed(const struct episode *ep)
{
	double end = ep->returned_ms ? ep->returned_ms : clock_ms();

	if (!listening(ep))
		return -1;
	return ep->called_ms ? (int64_t)((end - ep->called_ms) * 1e3) : 0;
}

/*
 * A tenth to each side: memory and disk are looked at every few milliseconds, in which a bomb
 * takes some MiB more and the kernel keeps some back per processor; a clock also counts how long a
 * busy machine let everybody wait. What is counted one by one needs no less, as the same limits end
 * it.
 */
enum { MARGIN = 10 };

static const struct meter {
	const char *name;
	struct scale scale;
	int64_t (*read)(const struct episode *);
} meters[] = {
	{ "memory", { "MiB", MIB, 320 * MIB, MARGIN, 16 * MIB }, memory },
	{ "disk", { "MiB", MIB, 80 * MIB, MARGIN, 16 * MIB }, disk },
	{ "inodes", { "inodes", 1, 1000, MARGIN, 100 }, inodes },
	{ "cpu", { "ms", 1000, 1600000, MARGIN, 200000 }, cpu },
	{ "time", { "ms", 1000, 2500000, MARGIN, 2000000 }, elapsed },
	{ "output", { "MiB", MIB, 20 * MIB, MARGIN, 16 * MIB }, output },
};

/*
 * Where the place limits memory itself, a number of MiB says nothing: what is taken beyond it is
 * not there to be counted. Then it is the instance's own event, that somebody had to be killed.
 */
static const struct meter out_of_memory = { "memory", { "killed for want of memory", 1, 1, 0, 1 },
					    starved };

static const char *const names[] = { "memory", "disk", "inodes", "cpu", "time", "output", NULL };

static const struct meter *meter_named(const char *name)
{
	const struct meter *m = meters;

	while (strcmp(m->name, name))
		m++;
	return m;
}

/* What is used up is missing in the next turn; too much output is the reader's trouble. */
static enum victim hurts_by(const char *arg)
{
	return strcmp(arg, "output") ? VICTIM_STUDENT : VICTIM_EVALUATOR;
}

static bool on_the_clock(const char *arg)
{
	return arg && (!strcmp(arg, "cpu") || !strcmp(arg, "time"));
}

static bool burns(const char *arg)
{
	return arg && !strcmp(arg, "cpu");
}

static const struct meter *meter_of(const struct episode *ep)
{
	const struct meter *m = meter_named(ep->spec->oracle_arg);

	return ep->spec->arena->memory && m->read == memory ? &out_of_memory : m;
}

static bool scale(const char *arg, struct scale *s)
{
	const struct meter *m = arg ? meter_named(arg) : NULL;

	if (m)
		*s = m->scale;
	return m;
}

static int arm(struct episode *ep, struct err *e)
{
	const struct meter *m;

	if (!ep->spec->oracle_arg)
		return err_set(e, 0, "usage: of what? give usage:memory, ...");
	m = meter_of(ep);
	ep->gauge.base = m->read(ep);
	gauge_set(ep, &m->scale);
	if (m == &out_of_memory)
		ep->gauge.at.threshold = m->scale.seen_at;
	if (ep->gauge.base < 0)
		return err_set(e, 0, "usage: %s cannot be measured here", m->name);
	return 0;
}

static bool watch(struct episode *ep)
{
	return gauge_take(ep, meter_of(ep)->read(ep));
}

static enum sight judge(struct episode *ep)
{
	const struct meter *m = meter_of(ep);

	watch(ep);
	if (m == &out_of_memory)
		exhibit(ep, "for want of memory, of %u MiB, %lld %s killed",
			ep->spec->arena->memory, (long long)ep->gauge.at.figure,
			for_number((unsigned long)ep->gauge.at.figure, "process was",
				   "processes were"));
	else
		exhibit(ep, "%s grew by at most %llu %s (seen at %llu)", m->name,
			(unsigned long long)ep->gauge.at.figure / m->scale.per_unit, m->scale.unit,
			(unsigned long long)(ep->gauge.at.threshold / m->scale.per_unit));
	return measure_seen(&ep->gauge.at) ? SIGHT_SEEN : SIGHT_CLEAN;
}

static void blind(struct episode *ep)
{
	struct channel *out = evidence_find(&ep->ev, CHANNEL_FEEDBACK, "stdout");

	if (out)
		fd_close(&out->fd);
	fd_close(&ep->arena.cgroup.dir[CGROUP_MEMORY]);
	fd_close(&ep->arena.cgroup.dir[CGROUP_CPU]);
	fd_close(&ep->arena.fd[ARENA_FD_TMP]);
	ep->ev.overflow = true;
}

extern const struct oracle oracle_usage;
const struct oracle oracle_usage = {
	.name = "usage",
	.sees = "memory, disk, inodes, cpu time, wall time or output beyond the budget, as far as the "
		"cgroup and the arena's own file systems are charged: no page cache, no hugetlbfs, "
		"no file system of the defence's own",
	.args = names,
	.hurts = VICTIM_STUDENT,
	.hurts_by = hurts_by,
	.apart = true,
	.own = true,
	.stage = "usage",
	.stage_arg = "memory",
	.on_the_clock = on_the_clock,
	.burns = burns,
	.scale = scale,
	.arm = arm,
	.watch = watch,
	.judge = judge,
	.blind = blind,
};
