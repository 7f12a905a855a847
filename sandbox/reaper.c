// SPDX-License-Identifier: MIT
/*
 * reaper.c - the reaper: parent of the program and, as a subreaper, of whoever loses its parent. From exec
 * to the program's death it mourns the dead, carries what is printed and answers calls. Its signal for
 * the guard's death is the end of file on the line between the two.
 *
 * One poll(2) over a signalfd, that line and the pipes. Pipes are spliced without blocking; what their
 * readers do not read stays in the pipe, which stops the program and not the clock.
 */
#include "sandbox/reaper.h"

#include "sandbox/channel.h"
#include "sandbox/end.h"
#include "sandbox/layer_supervise.h"
#include "sandbox/notify_fifos.h"
#include "sandbox/output.h"
#include "sandbox/reap.h"
#include "sandbox/reason.h"
#include "sandbox/stack.h"
#include "sandbox/wake.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WAITER_MS = 5, DYING_MS = 2 };

/* What is polled, before the streams. */
enum { SIGNALS, LIFE, LISTENER, RESULT, FIXED };

static void on_signal(struct box *b, int sigfd)
{
	struct signalfd_siginfo s;

	while (read(sigfd, &s, sizeof(s)) == (ssize_t)sizeof(s))
		continue; /* who is told to end is the guard */
	reap_dead(b);
}

static void conclude(struct box *b)
{
	if (WIFEXITED(b->wstatus)) {
		b->res->code = WEXITSTATUS(b->wstatus);
	} else {
		b->res->signal = WTERMSIG(b->wstatus);
		if (b->res->end == BOX_EXITED)
			b->res->end = reason_of(b, b->res->signal);
	}
}

/* Bytes came, or there is room for them again. */
static void on_bytes(struct box *b, struct relay *r, uint64_t room, enum box_end over)
{
	if (relay_move(r, room) == 0 && room == 0 && relay_waiting(r))
		end_run(b, over);
}

/* Where the next event of a pipe comes from: itself, or `to` if that is full; -1 is nobody. */
static struct pollfd event_of(const struct relay *r)
{
	if (r->full && r->from >= 0)
		return (struct pollfd){ .fd = r->to, .events = POLLOUT };
	return (struct pollfd){ .fd = r->from, .events = POLLIN };
}

void reaper_run(struct box *b, int sigfd, int life)
{
	timer_t timer;

	wake_if_stopped(b, &timer);
	while (!b->ended) {
		bool dying = b->res->end != BOX_EXITED;
		struct pollfd p[FIXED + 2] = {
			[SIGNALS] = { .fd = sigfd, .events = POLLIN },
			[LIFE] = { .fd = life, .events = POLLIN },
			[LISTENER] = { .fd = b->supervise.listener, .events = POLLIN },
			[RESULT] = { .fd = -1 },
		};
		int ms = dying ? DYING_MS : b->mediate.waiters ? WAITER_MS : -1;
		unsigned n = dying ? 0 : b->session.n;

		for (unsigned i = 0; i < n; i++)
			p[FIXED + i] = event_of(&b->session.out[i]);
		if (n)
			p[RESULT] = event_of(&b->session.result);
		if (poll(p, FIXED + n, ms) == 0 && dying)
			end_kill(b); /* who was forked meanwhile */
		if (p[LIFE].revents)
			end_run(b, BOX_TERMINATED);
		if (p[SIGNALS].revents)
			on_signal(b, sigfd);
		if (p[LISTENER].revents)
			supervise_answer(b);
		if (b->mediate.waiters)
			fifos_look(b);
		for (unsigned i = 0; i < n && b->res->end == BOX_EXITED; i++)
			if (p[FIXED + i].revents)
				on_bytes(b, &b->session.out[i], output_left(b), BOX_HIT_OUTPUT);
		if (p[RESULT].revents && b->res->end == BOX_EXITED)
			on_bytes(b, &b->session.result, result_left(b), BOX_HIT_RESULT);
	}
	b->res->wall_us = now_us() - b->started_us;
	conclude(b);
	channel_close(b);
}
