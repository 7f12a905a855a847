// SPDX-License-Identifier: MIT
#include "harness/oracles/decoy.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/arena/wire.h"
#include "lib/fd.h"

enum { ANSWER_MS = 2000, SLICE_MS = 20 };

bool decoy_molested(struct episode *ep, int pid, const char *who)
{
	char path[32], status[4096] = "", *state, *tracer;
	ssize_t n;

	snprintf(path, sizeof(path), "%d/status", pid);
	n = fd_slurp(ep->arena.fd[ARENA_FD_PROC], path, status, sizeof(status));
	if (n == -ENOENT || n == -ESRCH) {
		snprintf(ep->finding, sizeof(ep->finding), "%s is gone", who);
		return true;
	}
	state = strstr(status, "\nState:\t");
	tracer = strstr(status, "\nTracerPid:\t");
	if (!state || !tracer) {
		ep->blind = true;
		return false;
	}
	if (strchr("TtZX", state[8])) {
		snprintf(ep->finding, sizeof(ep->finding), "%s is in state %c", who,
			 state[8]);
		return true;
	}
	if (atoi(tracer + 12)) {
		snprintf(ep->finding, sizeof(ep->finding), "%s is traced", who);
		return true;
	}
	return false;
}

/*
 * Take what the decoy says until it answers `want`. As decoy_ask(). Who is stopped now may answer
 * when that is over: so it is looked at while it is silent.
 */
static int listen_for(struct episode *ep, char want, struct decoy_answer *a)
{
	struct pollfd p = { .fd = ep->decoy.line, .events = POLLIN };

	for (int slices = ANSWER_MS / SLICE_MS; slices > 0;) {
		unsigned char line[1 + sizeof(*a)];
		ssize_t n;

		if (poll(&p, 1, SLICE_MS) != 1) {
			slices--;
			if (decoy_molested(ep, ep->decoy.pid, "the decoy"))
				return -1;
			continue;
		}
		n = recv(p.fd, line, sizeof(line), MSG_DONTWAIT);
		if (n <= 0)
			return 0;
		if (line[0] == 's' && n == 2)
			snprintf(ep->finding, sizeof(ep->finding), "the decoy got signal %d",
				 line[1]);
		if (line[0] == 'c' && n == 1 + sizeof(a->sum) + sizeof(a->ioprio)) {
			memcpy(&a->sum, line + 1, sizeof(a->sum));
			memcpy(&a->ioprio, line + 1 + sizeof(a->sum), sizeof(a->ioprio));
		}
		if (line[0] == (unsigned char)want)
			return 1;
	}
	return -1;
}

int decoy_ask(struct episode *ep, struct decoy_answer *a)
{
	if (send(ep->decoy.line, "?", 1, MSG_NOSIGNAL) != 1)
		return 0;
	return listen_for(ep, 'c', a);
}

int decoy_start(struct episode *ep, struct err *e)
{
	const char *const argv[] = { ARENA_BOX "/bin/ordeal-worker", "--decoy", NULL };
	struct decoy_answer a = { 0 };
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
	if (listen_for(ep, 'r', &a) != 1 || decoy_ask(ep, &a) != 1)
		return err_set(e, 0, "the decoy did not get ready");
	ep->decoy.sum = a.sum;
	ep->decoy.ioprio = a.ioprio;
	return 0;
}

enum sight decoy_judge(struct episode *ep)
{
	if (!ep->finding[0])
		return SIGHT_CLEAN;
	exhibit(ep, "%s", ep->finding);
	return SIGHT_SEEN;
}

void decoy_disarm(struct episode *ep)
{
	fd_close(&ep->decoy.line);
}

void decoy_blind(struct episode *ep)
{
	fd_close(&ep->arena.fd[ARENA_FD_PROC]);
}
