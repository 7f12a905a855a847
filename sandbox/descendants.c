// SPDX-License-Identifier: MIT
/*
 * descendants.c - who is in the box: the program and all that descend from it, as the files
 * /proc/PID/task/TID/children have them. Whoever loses its parent is a child of the supervisor's,
 * which is a subreaper (session).
 */
#include "sandbox/descendants.h"

#include "lib/dirents.h"
#include "lib/fd.h"
#include "sandbox/proc.h"
#include "sandbox/stack.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The children of one thread, in one read. */
static void add_children(struct descendants *f, pid_t pid, pid_t tid)
{
	char name[64], text[4096], *at = text, *end;
	ssize_t n;

	snprintf(name, sizeof(name), "/proc/%d/task/%d/children", pid, tid);
	n = fd_slurp(AT_FDCWD, name, text, sizeof(text));
	if (n <= 0)
		return;
	f->many = f->many || n == (ssize_t)sizeof(text) - 1; /* the last number may be a part of one */
	for (long child; (child = strtol(at, &end, 10)) > 0 && child <= INT_MAX; at = end) {
		if (f->n == DESCENDANTS || (f->many && !*end)) {
			f->many = true;
			return;
		}
		f->pid[f->n++] = (pid_t)child;
	}
}

/* Any thread may have forked. */
static void add_children_of_all(struct descendants *f, pid_t pid)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	pid_t tid;

	fd = proc_threads(&d, pid);
	while (fd >= 0 && (tid = dirents_next_pid(&d)) > 0)
		add_children(f, pid, tid);
}

/* One process cannot have others: the filter sees to it. */
static bool is_alone(const struct box *b)
{
	return stack_has(b->res->layers, &layer_seccomp) && !b->opt->processes;
}

/* The supervisor's helpers are in its session; the program has made one, and who is in that stays. */
static void leave_out_helpers(struct descendants *f, pid_t session)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		if (getsid(f->pid[i]) != session)
			f->pid[n++] = f->pid[i];
	f->n = n;
}

void descendants_list(const struct box *b, struct descendants *f)
{
	*f = (struct descendants){ .pid = { b->pid }, .n = !b->ended };
	if (is_alone(b))
		return;
	/* Orphans are ours as a subreaper; and the program is, in any case. */
	if (stack_has(b->res->layers, &layer_session)) {
		f->n = 0;
		add_children_of_all(f, b->self);
		leave_out_helpers(f, getsid(b->self));
	}
	for (size_t i = 0; i < f->n; i++)
		add_children_of_all(f, f->pid[i]);
}

void descendants_kill(const struct box *b)
{
	struct descendants f;

	descendants_list(b, &f);
	for (size_t i = 0; i < f.n; i++)
		kill(f.pid[i], SIGKILL);
}
