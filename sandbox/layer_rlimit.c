// SPDX-License-Identifier: MIT
/*
 * rlimit - setrlimit(2), soft and hard alike, so that a signal handler buys no second helping.
 *
 * DATA and AS belong together: AS alone either stops 20 threads, whose arenas reserve address space
 * and use none of it, or lets 384 MiB through. DATA counts what can be written, so that AS may leave
 * room for run-time systems that reserve 8 GiB and use little of it (Go, Java, WebAssembly); what is
 * left to it is the memory of the page tables, 1/512 of the addresses. NPROC is counted by the kernel
 * per user, not per sandbox, so it is set as headroom over what the user already runs, for as many boxes as
 * run at a time (--concurrency); under supervise the box's own tasks are counted (tasks.c). What no rlimit
 * sees: shared memory that is mapped, many files, and the sum over processes, are watched (usage.c);
 * what need not be mapped to be held (memfd, SysV segments) seccomp refuses.
 *
 * Who watches sees a page when it is touched: hence no huge ones, of which twenty processes take
 * 300 MiB between two looks. A program's memory is its launcher's until exec, so only a launcher that
 * has nothing else to do may say so.
 */
#include "sandbox/layer.h"

#include "lib/fd.h"
#include "sandbox/limits.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"
#include "sandbox/tasks.h"
#include "sandbox/user_tasks.h"

#include <errno.h>
#include <limits.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { FIXED = -1, COUNTED_BOXES = 16 };

static const struct {
	int         resource;
	const char *name;
	int         option;   /* enum box_limit, or FIXED: */
	rlim_t      standard;
} rows[] = {
	{ RLIMIT_CPU, "CPU", BOX_CPU, 0 },
	{ RLIMIT_DATA, "DATA", BOX_DATA, 0 },
	{ RLIMIT_AS, "AS", BOX_AS, 0 },
	{ RLIMIT_STACK, "STACK", BOX_STACK, 0 },
	{ RLIMIT_FSIZE, "FSIZE", BOX_FSIZE, 0 },
	{ RLIMIT_NOFILE, "NOFILE", BOX_NOFILE, 0 },
	{ RLIMIT_NPROC, "NPROC", BOX_NPROC, 0 },
	{ RLIMIT_CORE, "CORE", FIXED, 0 },      /* a core holds the memory, and fills the disk  */
	{ RLIMIT_MEMLOCK, "MEMLOCK", FIXED, 0 },/* also memfd_secret, which no watcher can read */
	{ RLIMIT_MSGQUEUE, "MSGQUEUE", FIXED, 0 }, /* message queues outlive the program        */
	{ RLIMIT_SIGPENDING, "SIGPENDING", FIXED, 64 }, /* 0 would break timer_create(2)        */
	{ RLIMIT_NICE, "NICE", FIXED, 0 },
	{ RLIMIT_RTPRIO, "RTPRIO", FIXED, 0 },
	/* No meaning, or none here: but numbers that a student before may have left in the worker. */
	{ RLIMIT_RSS, "RSS", FIXED, 0 },
	{ RLIMIT_LOCKS, "LOCKS", FIXED, 0 },
	{ RLIMIT_RTTIME, "RTTIME", FIXED, 0 },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

_Static_assert((int)ROWS <= (int)RLIMITS, "room in struct box");

/*
 * The kernel counts all tasks of the user's: this box's, and those of as many others as run at a time. A group
 * of its own counts exactly, and so does the supervisor; behind that this is only the second wall.
 */
static uint64_t headroom_of(const struct box *b)
{
	uint64_t each = b->opt->limit[BOX_NPROC], boxes = b->opt->concurrency ? b->opt->concurrency : 1;

	if (each == BOX_NONE || stack_has(b->res->layers, &layer_cgroup))
		return BOX_NONE;
	if (tasks_are_counted(b) && boxes < COUNTED_BOXES)
		boxes = COUNTED_BOXES;
	return each > INT_MAX / boxes ? BOX_NONE : each * boxes;
}

static int prepare(struct box *b, struct err *e)
{
	uint64_t headroom = headroom_of(b);

	b->res->nproc_exempt = getuid() == 0 && headroom != BOX_NONE && !tasks_are_counted(b);
	if (getuid() != 0 && headroom != BOX_NONE && user_tasks(b->opt->launcher, &b->rlimit.used, e) < 0)
		return -e->code;
	b->rlimit.small_pages = b->opt->launcher && prctl(PR_GET_THP_DISABLE, 0, 0, 0, 0) >= 0;
	for (int i = 0; i < ROWS; i++) {
		rlim_t want = rows[i].option == FIXED ? rows[i].standard :
							b->opt->limit[rows[i].option];
		struct rlimit is;

		if (rows[i].option == BOX_NPROC)
			want = headroom == BOX_NONE ? BOX_NONE : headroom + b->rlimit.used;
		if (getrlimit(rows[i].resource, &is) < 0)
			return err_set(e, errno, "getrlimit(%s)", rows[i].name);
		if (rows[i].option != FIXED && b->opt->given & 1u << rows[i].option && want != BOX_NONE &&
		    want > is.rlim_max)
			return err_set(e, EPERM, "--%s: the hard limit here is %llu",
				       limit_rows[rows[i].option].name, (unsigned long long)is.rlim_max);
		/* BOX_NONE is RLIM_INFINITY: as much as there is. Limits only ever go down. */
		if (want > is.rlim_max)
			want = is.rlim_max;
		b->rlimit.want[i] = (struct rlimit){ want, want };
	}
	return 0;
}

static int inside(struct box *b, struct err *e)
{
	if (b->rlimit.small_pages && prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0) < 0)
		return err_set(e, errno, "prctl(PR_SET_THP_DISABLE)");
	for (int i = 0; i < ROWS; i++)
		if (setrlimit(rows[i].resource, &b->rlimit.want[i]) < 0)
			return err_set(e, errno, "setrlimit(%s)", rows[i].name);
	return 0;
}

static int readback(const struct box *b, struct err *e)
{
	if (b->rlimit.small_pages && status_field(b->status, "THP_enabled", 10) != 0)
		return err_set(e, EPERM, "pid %d may have huge pages", b->pid);
	for (int i = 0; i < ROWS; i++) {
		const struct rlimit *want = &b->rlimit.want[i];
		struct rlimit is;

		if (prlimit(b->pid, rows[i].resource, NULL, &is) < 0)
			return err_set(e, errno, "prlimit(%s)", rows[i].name);
		/* Lower is fdless, which comes after us. */
		if (is.rlim_cur > want->rlim_cur || is.rlim_max > want->rlim_max)
			return err_set(e, EPERM, "%s of pid %d is %llu", rows[i].name, b->pid,
				       (unsigned long long)is.rlim_cur);
	}
	return 0;
}

static int probe(struct err *e)
{
	struct rlimit is;

	if (getrlimit(RLIMIT_CORE, &is) < 0 || setrlimit(RLIMIT_CORE, &is) < 0)
		return err_set(e, errno, "setrlimit");
	if (getuid() == 0)
		err_set(e, 0, "but root is exempt from NPROC");
	return 0;
}

const struct layer layer_rlimit = {
	.name = "rlimit",
	.blurb = "memory, processor time, file size, descriptors, tasks",
	.probe = probe,
	.prepare = prepare,
	.inside = inside,
	.readback = readback,
};
