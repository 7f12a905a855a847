// SPDX-License-Identifier: MIT
/*
 * reap.c - the reaper: parent of the program and, as a subreaper, of whoever loses its parent. From exec
 * to the program's death it mourns the dead, carries what is printed and answers calls. Its signal for
 * the guard's death is the end of file on the line between the two.
 *
 * One poll(2) over a signalfd, that line and the pipes. Pipes are spliced without blocking; what their
 * readers do not read stays in the pipe, which stops the program and not the clock.
 */
#include "sandbox/layer.h"

#include "sandbox/notify_open.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MEETING_MS = 5, DYING_MS = 2 };

/* What is polled, before the streams. */
enum { SIGNALS, LIFE, LISTENER, RESULT, FIXED };

static void add_usage(struct rusage *sum, const struct rusage *u)
{
	timeradd(&sum->ru_utime, &u->ru_utime, &sum->ru_utime);
	timeradd(&sum->ru_stime, &u->ru_stime, &sum->ru_stime);
	if (u->ru_maxrss > sum->ru_maxrss)
		sum->ru_maxrss = u->ru_maxrss;
}

static uint64_t used_us(const struct rusage *u)
{
	return (uint64_t)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1000000 +
	       (uint64_t)(u->ru_utime.tv_usec + u->ru_stime.tv_usec);
}

/* Was this one of the supervisor's helpers? Its place is free again. */
static bool was_helper(struct box *b, pid_t pid)
{
	for (unsigned i = 0; i < BOX_HELPERS; i++)
		if (b->supervise.helper[i] == pid) {
			b->supervise.helper[i] = 0;
			return true;
		}
	return false;
}

bool box_reap(struct box *b)
{
	/* Orphans are ours only as a subreaper; else other children may be somebody's. */
	pid_t who = stack_has(b->res->layers, &layer_session) ? -1 : b->pid;
	struct rusage u;
	int status;
	pid_t pid;

	while ((pid = wait4(who, &status, WNOHANG, &u)) > 0) {
		add_usage(&b->res->usage, &u);
		__atomic_store_n(&b->reaped_us, used_us(&b->res->usage), __ATOMIC_RELAXED);
		if (pid == b->pid) {
			b->ended = true;
			b->wstatus = status;
		} else if (was_helper(b, pid)) {
			if (WIFSIGNALED(status) && !b->ended)
				guard_broken(b);
		} else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
			b->res->killed++;
		}
	}
	return pid < 0;
}

uint64_t box_room(const struct box *b)
{
	uint64_t used = b->session.out[0].bytes + b->session.out[1].bytes;

	return b->opt->limit[BOX_OUTPUT] > used ? b->opt->limit[BOX_OUTPUT] - used : 0;
}

uint64_t box_result_room(const struct box *b)
{
	uint64_t used = b->session.result.bytes;

	return b->opt->limit[BOX_RESULT] > used ? b->opt->limit[BOX_RESULT] - used : 0;
}

static void on_signal(struct box *b, int sigfd)
{
	struct signalfd_siginfo s;

	while (read(sigfd, &s, sizeof(s)) == (ssize_t)sizeof(s))
		continue; /* who is told to end is the guard */
	box_reap(b);
}

/* Why the kernel ended it, as far as a wait status and the usage tell. */
static enum box_end because(const struct box *b, int sig)
{
	uint64_t limit = limit_us(b->opt, BOX_CPU);

	if (stack_has(b->res->layers, &layer_rlimit)) {
		if (sig == SIGXFSZ)
			return BOX_HIT_FSIZE;
		/*
		 * Soft and hard limit are one, so the kernel sends SIGKILL: who ends of SIGXCPU
		 * early has sent it to itself. The kernel counts whole ticks and rusage the time
		 * run: on a busy machine they differ by a tenth.
		 */
		if ((sig == SIGXCPU || sig == SIGKILL) && limit != BOX_NONE &&
		    b->reaped_us >= limit / 4 * 3)
			return BOX_HIT_CPU;
	}
	if (sig == SIGSYS && stack_has(b->res->layers, &layer_seccomp))
		return BOX_HIT_FILTER;
	return BOX_SIGNALLED;
}

static void conclude(struct box *b)
{
	if (WIFEXITED(b->wstatus)) {
		b->res->code = WEXITSTATUS(b->wstatus);
	} else {
		b->res->signal = WTERMSIG(b->wstatus);
		if (b->res->end == BOX_EXITED)
			b->res->end = because(b, b->res->signal);
	}
}

/* Bytes came, or there is room for them again. */
static void on_bytes(struct box *b, struct relay *r, uint64_t room, enum box_end over)
{
	if (relay_move(r, room) == 0 && room == 0 && relay_waiting(r))
		guard_end(b, over);
}

/* Where the next event of a pipe comes from: itself, or `to` if that is full; -1 is nobody. */
static struct pollfd event_of(const struct relay *r)
{
	if (r->full && r->from >= 0)
		return (struct pollfd){ .fd = r->to, .events = POLLOUT };
	return (struct pollfd){ .fd = r->from, .events = POLLIN };
}

void reap(struct box *b, int sigfd, int life)
{
	timer_t timer;

	guard_wakes(b, &timer);
	while (!b->ended) {
		bool dying = b->res->end != BOX_EXITED;
		struct pollfd p[FIXED + 2] = {
			[SIGNALS] = { .fd = sigfd, .events = POLLIN },
			[LIFE] = { .fd = life, .events = POLLIN },
			[LISTENER] = { .fd = b->supervise.listener, .events = POLLIN },
			[RESULT] = { .fd = -1 },
		};
		int ms = dying ? DYING_MS : b->mediate.meetings ? MEETING_MS : -1;
		unsigned n = dying ? 0 : b->session.n;

		for (unsigned i = 0; i < n; i++)
			p[FIXED + i] = event_of(&b->session.out[i]);
		if (n)
			p[RESULT] = event_of(&b->session.result);
		if (poll(p, FIXED + n, ms) == 0 && dying)
			guard_kill(b); /* who was forked meanwhile */
		if (p[LIFE].revents)
			guard_end(b, BOX_TERMINATED);
		if (p[SIGNALS].revents)
			on_signal(b, sigfd);
		if (p[LISTENER].revents)
			supervise_answer(b);
		if (b->mediate.meetings)
			fifos_look(b);
		for (unsigned i = 0; i < n && b->res->end == BOX_EXITED; i++)
			if (p[FIXED + i].revents)
				on_bytes(b, &b->session.out[i], box_room(b), BOX_HIT_OUTPUT);
		if (p[RESULT].revents && b->res->end == BOX_EXITED)
			on_bytes(b, &b->session.result, box_result_room(b), BOX_HIT_RESULT);
	}
	b->res->wall_us = guard_us() - b->started_us;
	conclude(b);
	channel_close(b);
}
