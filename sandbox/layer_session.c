// SPDX-License-Identifier: MIT
/*
 * session - nothing of the program outlives it, and nothing of it is waited for too long.
 *
 * The supervisor is a child subreaper: whoever loses its parent becomes the supervisor's child, no
 * matter how often it forked or called setsid(2). So "kill all that descend from me until there are
 * none" ends every tree, chains of setsid included, and hits nobody else. Where prctl(2) is refused,
 * /proc is scanned for processes of this session, or without a parent, that were born after the
 * program: best effort, and said so in the report.
 *
 * stdout and stderr go through pipes of ours: counted, capped, and no orphan can hold the caller's.
 * What the program has to say besides goes another way: channel.c.
 */
#include "sandbox/layer.h"

#include "lib/clock.h"
#include "lib/fd.h"
#include "sandbox/channel.h"
#include "sandbox/descendants.h"
#include "sandbox/layer_session.h"
#include "sandbox/output.h"
#include "sandbox/reap.h"
#include "sandbox/reason.h"
#include "sandbox/scan.h"
#include "sandbox/stack.h"
#include "sandbox/stale.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>

enum { GIVE_UP_MS = 5000, PASS_MS = 2 };

static int probe(struct err *e)
{
	int on;

	if (prctl(PR_GET_CHILD_SUBREAPER, &on, 0, 0, 0) < 0)
		err_set(e, errno, "best effort only: prctl(PR_SET_CHILD_SUBREAPER)");
	return 0;
}

/* The filter refuses the calls that make them. */
static bool leaves_objects(const struct box *b)
{
	return !stack_has(b->opt->layers, &layer_seccomp);
}

/* Should the reaper be killed, its children are the guard's. */
static int know(struct box *b, struct err *e)
{
	(void)e;
	b->session.by_scan = prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0;
	b->res->best_effort = b->session.by_scan;
	if (leaves_objects(b))
		objects_remember(&b->session.objects);
	return 0;
}

static int prepare(struct box *b, struct err *e)
{
	if (!b->session.by_scan && prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0)
		return err_set(e, errno, "prctl(PR_SET_CHILD_SUBREAPER)");
	if (b->session.by_scan)
		b->session.born = scan_birth(getpid());
	b->res->merged = fd_same(1, 2); /* then one pipe keeps the order of what is written */
	b->session.n = b->res->merged ? 1 : 2;
	for (unsigned i = 0; i < b->session.n; i++) {
		int p[2];

		if (pipe2(p, O_CLOEXEC) < 0)
			return err_set(e, errno, "pipe2");
		b->session.out[i] = (struct relay){ .from = p[0], .to = (int)i + 1 };
		b->session.child[i] = p[1];
	}
	relay_listen(&b->session.out[b->session.n - 1], b->res->said, &b->res->said_bytes);
	b->res->relayed = true;
	return b->opt->result_fd < 0 ? 0 : channel_open(b, e);
}

static int inside(struct box *b, struct err *e)
{
	if (setsid() < 0)
		return err_set(e, errno, "setsid");
	if (dup2(b->session.child[0], 1) < 0 ||
	    dup2(b->session.child[b->session.n - 1], 2) < 0)
		return err_set(e, errno, "dup2");
	if (b->session.result_child >= 0 && channel_place(b, e) < 0)
		return -e->code;
	/* The supervisor's death is the program's. Refused without prctl; best effort then. */
	if (!b->session.by_scan && prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0)
		return err_set(e, errno, "prctl(PR_SET_PDEATHSIG)");
	return 0;
}

static int readback(const struct box *b, struct err *e)
{
	int on = 0;

	if (getsid(b->pid) != b->pid)
		return err_set(e, EPERM, "pid %d leads no session", b->pid);
	if (!b->session.by_scan && (prctl(PR_GET_CHILD_SUBREAPER, &on, 0, 0, 0) < 0 || !on))
		return err_set(e, EPERM, "not a subreaper");
	return b->session.result_child < 0 ? 0 : channel_readback(b, e);
}

static void kill_all(struct box *b)
{
	const struct timespec pause = { .tv_nsec = PASS_MS * 1000000L };
	double end = clock_ms() + GIVE_UP_MS;
	sigset_t chld;

	for (unsigned i = 0; i < BOX_HELPERS; i++)
		if (b->supervise.helper[i])
			kill(b->supervise.helper[i], SIGKILL);
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	while (clock_ms() < end) {
		bool none = reap_dead(b);
		unsigned found = 0;

		if (b->session.by_scan)
			found = scan_and_kill(b);
		if (none && !found)
			return;
		descendants_kill(b); /* all at once: who is dying has children that are not */
		sigtimedwait(&chld, NULL, &pause); /* blocked since the start: wakes at a death */
	}
	b->res->survivors = !reap_dead(b);
}

void session_forget(struct box *b)
{
	if (stack_has(b->opt->layers, &layer_session) && leaves_objects(b))
		objects_sweep(&b->session.objects, stale_others(b));
}

/* Everybody is dead: what they wrote is in the pipes, and then the end. */
static void undo(struct box *b)
{
	if (b->pid > 0)
		kill_all(b);
	session_forget(b);
	reason_explain(b);
	fd_close(&b->session.result_child);
	fd_close(&b->session.result.from);
	for (unsigned i = 0; i < b->session.n; i++) {
		fd_close(&b->session.child[i]);
		if (relay_drain(&b->session.out[i], output_left(b), output_patience(b)) &&
		    b->res->end == BOX_EXITED)
			b->res->end = BOX_HIT_OUTPUT;
		b->res->out_bytes[i] = b->session.out[i].bytes;
		fd_close(&b->session.out[i].from);
		relay_deafen(&b->session.out[i]);
	}
}

_Static_assert((int)RELAY_TAIL == (int)BOX_SAID, "room for what was said");

const struct layer layer_session = {
	.name = "session",
	.blurb = "the wall clock, the output cap, and death for all that is left",
	.probe = probe,
	.know = know,
	.prepare = prepare,
	.inside = inside,
	.readback = readback,
	.undo = undo,
};
