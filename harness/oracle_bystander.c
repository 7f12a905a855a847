// SPDX-License-Identifier: MIT
/*
 * oracle_bystander.c - another process was killed, stopped, signalled, traced or written to.
 *
 * The bystander is a decoy of the same user, a child of init, which reports the signals it gets
 * and a checksum of its memory; that it is alive, running and untraced is read from outside. The
 * worker is watched too.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "harness/episode.h"
#include "harness/wire.h"
#include "lib/fd.h"

enum { ANSWER_MS = 2000 };

/* Is process `pid` of the arena gone, stopped or traced? Fills `what` with the finding. */
static bool molested(struct episode *ep, int pid, const char *who)
{
	char path[32], status[4096] = "", *state, *tracer;
	ssize_t n;

	snprintf(path, sizeof(path), "%d/status", pid);
	n = fd_slurp(ep->arena.fd[ARENA_FD_PROC], path, status, sizeof(status));
	if (n == -ENOENT || n == -ESRCH) {
		snprintf(ep->decoy.what, sizeof(ep->decoy.what), "%s is gone", who);
		return true;
	}
	state = strstr(status, "\nState:\t");
	tracer = strstr(status, "\nTracerPid:\t");
	if (!state || !tracer) {
		ep->blind = true;
		return false;
	}
	if (strchr("TtZX", state[8])) {
		snprintf(ep->decoy.what, sizeof(ep->decoy.what), "%s is in state %c", who,
			 state[8]);
		return true;
	}
	if (atoi(tracer + 12)) {
		snprintf(ep->decoy.what, sizeof(ep->decoy.what), "%s is traced", who);
		return true;
	}
	return false;
}

/*
 * Take what the decoy says until it answers `want`. A finding goes to ->what. -1: no answer in
 * time, 0: it is dead, 1: answered.
 */
static int listen_for(struct episode *ep, char want, uint64_t *sum)
{
	struct pollfd p = { .fd = ep->decoy.line, .events = POLLIN };

	while (poll(&p, 1, ANSWER_MS) == 1) {
		unsigned char line[16];
		ssize_t n = recv(p.fd, line, sizeof(line), MSG_DONTWAIT);

		if (n <= 0)
			return 0;
		if (line[0] == 's' && n == 2)
			snprintf(ep->decoy.what, sizeof(ep->decoy.what), "the decoy got signal %d",
				 line[1]);
		if (line[0] == 'c' && n == 9)
			memcpy(sum, line + 1, sizeof(*sum));
		if (line[0] == (unsigned char)want)
			return 1;
	}
	return -1;
}

static int ask(struct episode *ep, uint64_t *sum)
{
	if (send(ep->decoy.line, "?", 1, MSG_NOSIGNAL) != 1)
		return 0;
	return listen_for(ep, 'c', sum);
}

static int arm(struct episode *ep, struct err *e)
{
	const char *const argv[] = { ARENA_BOX "/bin/ordeal-worker", "--decoy", NULL };
	uint64_t unused;
	int pair[2], r;

	if ((r = wire_pair(pair)))
		return err_set(e, -r, "socketpair");
	ep->decoy.line = pair[0];
	r = arena_spawn(&ep->arena, ARENA_DECOY, pair[1], e);
	close(pair[1]);
	if (r < 0)
		return r;
	ep->decoy.pid = r;
	if ((r = wire_send(ep->decoy.line, CHILD_EXEC, argv, NULL, 0)))
		return err_set(e, -r, "decoy");
	if (listen_for(ep, 'r', &unused) != 1 || ask(ep, &ep->decoy.sum) != 1)
		return err_set(e, 0, "the decoy did not get ready");
	return 0;
}

static bool watch(struct episode *ep)
{
	uint64_t sum = 0;
	int r;

	if (ep->decoy.what[0])
		return true;
	if (molested(ep, ep->decoy.pid, "the decoy") || molested(ep, ep->worker_pid, "the worker"))
		return true;
	r = ask(ep, &sum);
	if (r < 0 && !molested(ep, ep->decoy.pid, "the decoy"))
		ep->blind = true;
	else if (r == 0)
		snprintf(ep->decoy.what, sizeof(ep->decoy.what), "the decoy was killed");
	else if (r == 1 && sum != ep->decoy.sum)
		snprintf(ep->decoy.what, sizeof(ep->decoy.what), "the decoy's memory changed");
	return ep->decoy.what[0];
}

static enum sight judge(struct episode *ep)
{
	if (!ep->decoy.what[0])
		return SIGHT_CLEAN;
	exhibit(ep, "%s", ep->decoy.what);
	return SIGHT_SEEN;
}

static void disarm(struct episode *ep)
{
	fd_close(&ep->decoy.line);
}

static void blind(struct episode *ep)
{
	fd_close(&ep->arena.fd[ARENA_FD_PROC]);
}

extern const struct oracle oracle_bystander;
const struct oracle oracle_bystander = {
	.name = "bystander",
	.sees = "another process of the user was killed, stopped, signalled, traced or written to",
	.stage = "bystander",
	.arm = arm,
	.watch = watch,
	.judge = judge,
	.disarm = disarm,
	.blind = blind,
};
