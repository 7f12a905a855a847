// SPDX-License-Identifier: MIT
/*
 * wait.c - from exec to the program's death: carry what it prints, watch the clock, see the end.
 *
 * One poll(2) over a signalfd and the pipes. The supervisor waits for nothing that the
 * program controls: pipes are spliced without blocking, what their readers do not read stays in the
 * pipe, which stops the program and not the clock, and for locks its helpers wait. The exceptions are
 * the path of a call, which is read from the program's memory, and what mediate.c does in its place.
 */
#include "sandbox/layer.h"

#include "lib/clock.h"
#include "sandbox/mediate.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FIRST_LOOK_US = 5000, DISK_US = 1000, MEETING_US = 5000, DYING_MS = 2 };

/* What is polled, before the streams. */
enum { SIGNALS, LISTENER, RESULT, FIXED };

static uint64_t now_us(void)
{
	return clock_ns(CLOCK_MONOTONIC) / 1000;
}

static void add_usage(struct rusage *sum, const struct rusage *u)
{
	timeradd(&sum->ru_utime, &u->ru_utime, &sum->ru_utime);
	timeradd(&sum->ru_stime, &u->ru_stime, &sum->ru_stime);
	if (u->ru_maxrss > sum->ru_maxrss)
		sum->ru_maxrss = u->ru_maxrss;
}

/* Was this one of the supervisor's helpers? Its place is free again. */
static bool was_helper(struct box *b, pid_t pid)
{
	if (b->exact.pid == pid) {
		b->exact.pid = 0;
		return true;
	}
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
		if (pid == b->pid) {
			b->ended = true;
			b->wstatus = status;
		} else if (!was_helper(b, pid) && WIFSIGNALED(status) &&
			   WTERMSIG(status) == SIGKILL) {
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

/*
 * Kill the program for a reason of ours, and all that descends from it: who is killed takes its time
 * to die, the more the larger it is, and its children go on meanwhile.
 */
static void kill_all(struct box *b)
{
	if (stack_has(b->res->layers, &layer_session)) {
		kill(-b->pid, SIGKILL);
		family_kill(b);
	}
	kill(b->pid, SIGKILL);
}

static void end(struct box *b, enum box_end why)
{
	b->res->end = why;
	kill_all(b);
}

static void on_signal(struct box *b, int sigfd)
{
	struct signalfd_siginfo s;

	while (read(sigfd, &s, sizeof(s)) == (ssize_t)sizeof(s)) {
		if (s.ssi_signo == SIGCHLD)
			box_reap(b);
		else
			end(b, BOX_TERMINATED);
	}
}

/* What ends the wait besides an event: the wall clock, and the next look at what is watched. */
struct clock {
	bool timed, watched;
	uint64_t start, deadline, next_look, next_disk; /* us */
};

static struct clock clock_of(const struct box *b)
{
	uint64_t now = now_us();

	return (struct clock){
		.timed = stack_has(b->res->layers, &layer_session) &&
			 b->opt->limit[BOX_WALL] != BOX_NONE,
		.watched = stack_has(b->res->layers, &layer_rlimit),
		.start = now,
		.deadline = now + b->opt->limit[BOX_WALL] * 1000000,
		.next_look = now + FIRST_LOOK_US,
		.next_disk = now + DISK_US,
	};
}

/* Do what is due; the milliseconds until something will be, -1 for never. */
static int tick(struct box *b, struct clock *c)
{
	uint64_t now = now_us(), next = UINT64_MAX;

	if (c->timed && now >= c->deadline) {
		end(b, BOX_HIT_WALL);
	} else if (c->watched && now >= c->next_look) {
		unsigned again_us;
		enum box_end why = watch_look(b, &again_us);

		if (why != BOX_EXITED)
			end(b, why);
		c->next_look = now_us() + again_us;
	} else if (c->watched && now >= c->next_disk) {
		/* Two processors write 50 MiB within the 10 ms of the other looks. */
		if (watch_disk_is_full(b))
			end(b, BOX_HIT_DISK);
		c->next_disk = now_us() + DISK_US;
	}
	if (b->res->end != BOX_EXITED)
		return DYING_MS;
	if (c->timed)
		next = c->deadline;
	if (c->watched && c->next_look < next)
		next = c->next_look;
	if (b->mediate.meetings && now + MEETING_US < next)
		next = now + MEETING_US;
	if (c->watched && c->next_disk < next)
		next = c->next_disk;
	return next == UINT64_MAX ? -1 : next <= now ? 0 : (int)((next - now + 999) / 1000);
}

/* Why the kernel ended it, as far as a wait status and the usage tell. */
static enum box_end because(const struct box *b, int sig)
{
	uint64_t limit = b->opt->limit[BOX_CPU];
	const struct rusage *u = &b->res->usage;
	uint64_t ms = (uint64_t)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1000 +
		      (uint64_t)(u->ru_utime.tv_usec + u->ru_stime.tv_usec) / 1000;

	if (stack_has(b->res->layers, &layer_rlimit)) {
		if (sig == SIGXFSZ)
			return BOX_HIT_FSIZE;
		/*
		 * Soft and hard limit are one, so the kernel sends SIGKILL. Its limit counts
		 * whole ticks and rusage the time run: on a busy machine they differ by a tenth.
		 */
		if (sig == SIGXCPU ||
		    (sig == SIGKILL && limit != BOX_NONE && ms >= limit * 750))
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
		end(b, over);
}

/* Where the next event of a pipe comes from: itself, or `to` if that is full; -1 is nobody. */
static struct pollfd event_of(const struct relay *r)
{
	if (r->full && r->from >= 0)
		return (struct pollfd){ .fd = r->to, .events = POLLOUT };
	return (struct pollfd){ .fd = r->from, .events = POLLIN };
}

void box_wait(struct box *b, int sigfd)
{
	struct clock c = clock_of(b);

	while (!b->ended) {
		bool dying = b->res->end != BOX_EXITED;
		struct pollfd p[FIXED + 2] = {
			[SIGNALS] = { .fd = sigfd, .events = POLLIN },
			[LISTENER] = { .fd = b->supervise.listener, .events = POLLIN },
			[RESULT] = { .fd = -1 },
		};
		int ms = dying ? DYING_MS : tick(b, &c);
		unsigned n = dying ? 0 : b->session.n;

		for (unsigned i = 0; i < n; i++)
			p[FIXED + i] = event_of(&b->session.out[i]);
		if (n)
			p[RESULT] = event_of(&b->session.result);
		if (poll(p, FIXED + n, ms) == 0 && dying)
			kill_all(b); /* who was forked meanwhile */
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
	b->res->wall_us = now_us() - c.start;
	conclude(b);
	channel_close(b);
}
