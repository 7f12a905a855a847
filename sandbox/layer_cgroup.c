// SPDX-License-Identifier: MIT
/*
 * cgroup - the kernel's own sums, where an operator hands on a folder of cgroup version 2.
 *
 * Each run gets a group of its own below that folder: memory.max, without swap, pids.max, cpu.max.
 * What the kernel charges to it is there at once and leaves nothing out: page tables, sockets,
 * pipes, names that lead nowhere, tasks of this run alone. So there is nothing to race: where this
 * layer is on, the guard's estimate of the memory and RLIMIT_NPROC, which counts tasks of the user,
 * are left out. It is ended by cgroup.kill, which nobody outruns, and removed; one that nobody
 * holds a lock on any more is of a sandbox that was killed, and the next launch ends it.
 *
 * It is no wall around itself: the files of the group belong to the user, who is the program's as
 * well. Without landlock or --mediate it may write "max" into them, or move into a folder beside
 * it; the report says so.
 *
 * The program moves itself before exec, through a descriptor that the reaper has opened. Its pages
 * are charged from exec on, where they begin to be its own.
 */
#include "sandbox/layer_cgroup.h"

#include "lib/fd.h"
#include "sandbox/cgroup2.h"
#include "sandbox/cgroup_probe.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct cgroup2_limits limits_of(const struct box *b)
{
	const uint64_t *limit = b->opt->limit;

	return (struct cgroup2_limits){ limit[BOX_MEMORY], limit[BOX_NPROC], limit[BOX_CPU_RATE] };
}

/* Which folder, only --cgroup says: without, whether there is such a file system at its usual
 * place. */
static int probe(struct err *e)
{
	int fd _cleanup_fd_ = cgroup2_open("/sys/fs/cgroup", e);

	if (fd >= 0)
		err_set(e, 0, "where --cgroup names a folder that was handed on");
	return fd < 0 ? -e->code : 0;
}

static int prepare(struct box *b, struct err *e)
{
	const struct cgroup2_limits limits = limits_of(b);
	const char *path = b->opt->cgroup;
	int dir _cleanup_fd_ = -1;

	if (!path)
		return err_set(e, 0, "--cgroup does not say which folder");
	dir = cgroup2_open(path, e);
	if (dir < 0 || cgroup2_hands_on(dir, path, limits.percent != BOX_NONE, e) < 0)
		return -e->code;
	cgroup2_sweep(dir);
	b->cgroup.group = cgroup2_new(dir, path, b->cgroup.name, e);
	if (b->cgroup.group < 0 || cgroup2_limit(b->cgroup.group, &limits, e) < 0)
		return -e->code;
	b->cgroup.procs = openat(b->cgroup.group, "cgroup.procs", O_WRONLY | O_CLOEXEC);
	return b->cgroup.procs < 0 ? err_set(e, errno, "%s/%s/cgroup.procs", path, b->cgroup.name)
				   : 0;
}

static int inside(struct box *b, struct err *e)
{
	return cgroup2_enter(b->cgroup.procs, b->opt->cgroup, e);
}

static int readback(const struct box *b, struct err *e)
{
	const struct cgroup2_limits limits = limits_of(b);

	if (!cgroup2_holds(b->cgroup.group, b->pid))
		return err_set(e, EPERM, "pid %d is not in %s/%s", b->pid, b->opt->cgroup,
			       b->cgroup.name);
	return cgroup2_has_limits(b->cgroup.group, &limits, e);
}

/* By its name: a descriptor is the business of one process. */
static int find(const struct box *b)
{
	char path[PATH_MAX];

	if (!b->opt->cgroup || !*b->cgroup.name ||
	    snprintf(path, sizeof(path), "%s/%s", b->opt->cgroup, b->cgroup.name) >=
		    (int)sizeof(path))
		return -1;
	return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

void group_kill(const struct box *b)
{
	int group _cleanup_fd_ = stack_has(b->res->layers, &layer_cgroup) ? find(b) : -1;

	if (group >= 0)
		cgroup2_kill(group);
}

uint64_t group_used_us(const struct box *b)
{
	int group _cleanup_fd_ = stack_has(b->res->layers, &layer_cgroup) ? find(b) : -1;
	long long us = group < 0 ? -1 : cgroup2_cpu_us(group);

	return us < 0 ? 0 : (uint64_t)us;
}

/* Who was killed since there was no memory left for it: the kernel did that. */
static void conclude(struct box *b)
{
	struct box_result *r = b->res;

	if (r->cgroup.oom_kills <= 0 || r->signal != SIGKILL ||
	    (r->end != BOX_SIGNALLED && r->end != BOX_HIT_CPU))
		return;
	r->end = BOX_HIT_MEMORY;
	snprintf(r->sum, sizeof(r->sum), "the cgroup met its memory limit of %llu MiB",
		 (unsigned long long)(b->opt->limit[BOX_MEMORY] >> 20));
}

static void undo(struct box *b)
{
	int dir _cleanup_fd_ = -1, group _cleanup_fd_ = -1;

	fd_close(&b->cgroup.procs);
	fd_close(&b->cgroup.group); /* it was the reaper's: who takes over opens its own */
	group = find(b);
	if (group < 0)
		return;
	cgroup2_read(group, &b->res->cgroup);
	b->res->has_cgroup = true;
	dir = openat(group, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	b->res->cgroup_left = !cgroup2_end(dir, b->cgroup.name, group);
	conclude(b);
}

/* The reaper was killed. */
void group_take_over(struct box *b)
{
	b->cgroup.procs = b->cgroup.group = -1;
	if (stack_has(b->opt->layers, &layer_cgroup))
		undo(b);
}

const struct layer layer_cgroup = {
	.name = "cgroup",
	.blurb = "memory, tasks, processor: the kernel's sums, in a folder that was handed on",
	.probe = probe,
	.prepare = prepare,
	.inside = inside,
	.readback = readback,
	.undo = undo,
};
