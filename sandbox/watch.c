// SPDX-License-Identifier: MIT
/*
 * watch.c - the memory no rlimit counts: what all processes of the box hold together, and shared
 * memory, which is neither RLIMIT_DATA's nor, once a second process has it, RLIMIT_AS's.
 *
 * The supervisor looks every 10 ms while it waits: RssAnon and RssShmem of the program and of its
 * descendants. A program can allocate for that long unseen, some 15 MiB on the reference machine.
 */
#include "sandbox/layer.h"

#include "lib/dirents.h"
#include "lib/fd.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 256 }; /* processes; NPROC is far below */

struct family {
	pid_t  pid[MOST];
	size_t n;
};

/* The children of one thread, in one read. */
static void add_children(struct family *f, pid_t pid, pid_t tid)
{
	char name[64], text[4096], *at = text, *end;

	snprintf(name, sizeof(name), "/proc/%d/task/%d/children", pid, tid);
	if (fd_slurp(AT_FDCWD, name, text, sizeof(text)) <= 0)
		return;
	for (long child; f->n < MOST && (child = strtol(at, &end, 10)) > 0; at = end)
		f->pid[f->n++] = (pid_t)child;
}

/* Any thread may have forked. */
static void add_children_of_all(struct family *f, pid_t pid)
{
	struct dirents d = { .fd = -1 };
	int fd _cleanup_fd_ = -1;
	char name[32];
	pid_t tid;

	proc_name(name, pid, "task");
	fd = d.fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (fd >= 0 && (tid = dirents_next_pid(&d)) > 0)
		add_children(f, pid, tid);
}

static uint64_t resident(pid_t pid)
{
	char name[32], text[4096];
	long long anon, shmem;

	proc_name(name, pid, "status");
	if (fd_slurp(AT_FDCWD, name, text, sizeof(text)) <= 0)
		return 0;
	anon = status_field(text, "RssAnon", 10);
	shmem = status_field(text, "RssShmem", 10);
	return anon < 0 || shmem < 0 ? 0 : (uint64_t)(anon + shmem) << 10;
}

uint64_t watch_memory(const struct box *b)
{
	bool alone = stack_has(b->res->layers, &layer_seccomp) && !b->opt->processes;
	struct family f = { .pid = { b->pid }, .n = 1 };
	uint64_t sum = 0;

	if (alone)
		return resident(b->pid);
	/* Orphans are ours as a subreaper; and the program is, in any case. */
	if (stack_has(b->res->layers, &layer_session)) {
		f.n = 0;
		add_children_of_all(&f, getpid());
	}
	for (size_t i = 0; i < f.n; i++) {
		sum += resident(f.pid[i]);
		add_children_of_all(&f, f.pid[i]);
	}
	return sum;
}
