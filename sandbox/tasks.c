// SPDX-License-Identifier: MIT
/*
 * tasks.c - tasks of this box alone. The kernel's RLIMIT_NPROC counts all that the user has: eight boxes at
 * a time eat of each other's room, and an honest program is told by chance that there is none.
 *
 * So where the supervisor is on, it is asked before each fork(2) and clone(2). It counts what it lets go
 * on, and at the limit looks who is there: threads and processes, the dead whom nobody has mourned too. Who was
 * let go on may not have made its task yet, so as long as it has not asked anew, ended or slept it counts
 * for one more: rather one too many, just at the limit.
 *
 * Sessions are counted the same way, since the kernel shares the processors out among them (autogroup): the
 * guard has one share, and of many that burst at once each has as much.
 */
#include "sandbox/tasks.h"

#include "lib/processor.h"
#include "sandbox/descendants.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"

#include <limits.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

bool tasks_are_counted(const struct box *b)
{
	return stack_has(b->res->layers, &layer_supervise) && stack_has(b->res->layers, &layer_rlimit) &&
	       !stack_has(b->res->layers, &layer_cgroup); /* which counts exactly, too */
}

bool tasks_is_for(const struct box *b, int nr)
{
	return nr == SYS_clone || (b->opt->processes && (nr == SYS_fork || nr == SYS_vfork));
}

/* The links of /proc/PID/task are its threads, and two. */
static unsigned threads_of(pid_t pid)
{
	struct stat st;
	char name[32];

	proc_name(name, pid, "task");
	return stat(name, &st) == 0 && st.st_nlink > 2 ? (unsigned)st.st_nlink - 2 : 0;
}

static bool is_on_its_way(pid_t tid)
{
	struct proc_stat s;

	return tid && proc_stat(tid, &s) && (s.state == 'R' || s.state == 'D');
}

/* All that are there, or may be in a moment; UINT_MAX where there are more than can be listed. */
static unsigned count(struct box *b)
{
	struct descendants all;
	unsigned n = 0;

	descendants_list(b, &all);
	if (all.n == DESCENDANTS)
		return UINT_MAX;
	for (pid_t *tid = b->tasks.asked; tid < b->tasks.asked + BOX_ASKED; tid++)
		if (is_on_its_way(*tid))
			n++;
		else
			*tid = 0;
	for (size_t i = 0; i < all.n; i++)
		n += threads_of(all.pid[i]);
	return n;
}

/* False: there is no place to write it down. */
static bool write_down(struct box *b, pid_t tid)
{
	pid_t *free = NULL;

	for (pid_t *at = b->tasks.asked; at < b->tasks.asked + BOX_ASKED; at++) {
		if (*at == tid)
			return true;
		if (!*at && !free)
			free = at;
	}
	if (free)
		*free = tid;
	return free != NULL;
}

bool tasks_one_more(struct box *b, pid_t tid)
{
	uint64_t limit = b->opt->limit[BOX_NPROC];

	if (limit == BOX_NONE || !tasks_are_counted(b))
		return true;
	for (pid_t *at = b->tasks.asked; at < b->tasks.asked + BOX_ASKED; at++)
		if (*at == tid)
			*at = 0; /* it is back, and its last one was made */
	if (!b->tasks.n)
		b->tasks.n = 1; /* the program */
	if (b->tasks.n >= limit)
		b->tasks.n = count(b);
	if (b->tasks.n >= limit)
		return false;
	if (!write_down(b, tid)) { /* of many that asked, most have slept meanwhile */
		b->tasks.n = count(b);
		if (b->tasks.n >= limit || !write_down(b, tid))
			return false;
	}
	b->tasks.n++;
	return true;
}

/* A session that none before it in the list has. */
static bool is_new(const struct descendants *all, size_t i)
{
	pid_t session = getsid(all->pid[i]);

	for (size_t k = 0; k < i; k++)
		if (getsid(all->pid[k]) == session)
			return false;
	return session > 0;
}

/* Those that were let go on count until they have begun one, which is seen then, or ended. */
static unsigned sessions(struct box *b)
{
	struct descendants all;
	unsigned n = 0;

	descendants_list(b, &all);
	for (size_t i = 0; i < all.n; i++)
		n += is_new(&all, i);
	for (pid_t *tid = b->tasks.leaving; tid < b->tasks.leaving + BOX_SESSIONS; tid++)
		if (*tid && is_on_its_way(*tid) && getsid(*tid) != *tid)
			n++;
		else
			*tid = 0;
	return n;
}

bool tasks_one_more_session(struct box *b, pid_t tid)
{
	pid_t *free = b->tasks.leaving;

	for (pid_t *at = b->tasks.leaving; at < b->tasks.leaving + BOX_SESSIONS; at++)
		if (*at == tid)
			*at = 0; /* it is back: that one was refused, or begun */
	if (sessions(b) >= BOX_SESSIONS)
		return false;
	while (free < b->tasks.leaving + BOX_SESSIONS && *free)
		free++;
	if (free == b->tasks.leaving + BOX_SESSIONS)
		return false;
	*free = tid;
	return true;
}
