// SPDX-License-Identifier: MIT
/*
 * session - nothing of the program outlives it, and nothing of it is waited for too long.
 *
 * The supervisor is a child subreaper: whoever loses its parent becomes the supervisor's child, no
 * matter how often it forked or called setsid(2). So "kill my children until there are none" ends
 * every tree, chains of setsid included, and hits nobody else. Where prctl(2) is refused, /proc is
 * scanned for processes of this session, or without a parent, that were born after the program:
 * best effort, and said so in the report.
 *
 * stdout and stderr go through pipes of ours: counted, capped, and no orphan can hold the caller's.
 * The result goes another way, descriptor 3 of the program, at whose end the supervisor alone reads:
 * nothing that is printed is taken for a result. It is a socket, since a pipe of another process can be
 * opened in /proc, under Landlock too. It counts up to the program's death, and whoever is left then
 * finds it closed. Whoever has the descriptor may write: it says what, not who.
 */
#include "sandbox/layer.h"

#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>

enum { GIVE_UP_MS = 5000, PASS_MS = 2, DRAIN_MS = 1000 };

static int probe(struct err *e)
{
	int on;

	if (prctl(PR_GET_CHILD_SUBREAPER, &on, 0, 0, 0) < 0)
		err_set(e, errno, "best effort only: prctl(PR_SET_CHILD_SUBREAPER)");
	return 0;
}

/* Do two descriptors lead to one place? Then one pipe keeps the order of what is written. */
static bool same(int a, int b)
{
	struct stat x, y;

	return fstat(a, &x) == 0 && fstat(b, &y) == 0 && x.st_dev == y.st_dev &&
	       x.st_ino == y.st_ino;
}

/* The channel of the result, one way, and its name in the environment. */
static int prepare_result(struct box *b, struct err *e)
{
	static char variable[] = BOX_RESULT_VARIABLE;
	int end[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, end) < 0)
		return err_set(e, errno, "socketpair");
	b->session.result = (struct relay){ .from = end[0], .to = b->opt->result_fd };
	b->session.result_child = end[1];
	b->res->has_result = true;
	if (shutdown(end[0], SHUT_WR) < 0 || relay_by_copy(&b->session.result) < 0)
		return err_set(e, errno, "shutdown");
	return env_set(b, variable) < 0 ? err_set(e, E2BIG, "environment") : 0;
}

static int prepare(struct box *b, struct err *e)
{
	b->session.by_scan = prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0;
	b->res->best_effort = b->session.by_scan;
	if (b->session.by_scan)
		b->session.born = scan_birth(getpid());
	b->res->merged = same(1, 2);
	b->session.n = b->res->merged ? 1 : 2;
	for (unsigned i = 0; i < b->session.n; i++) {
		int p[2];

		if (pipe2(p, O_CLOEXEC) < 0)
			return err_set(e, errno, "pipe2");
		b->session.out[i] = (struct relay){ .from = p[0], .to = (int)i + 1 };
		b->session.child[i] = p[1];
	}
	b->res->relayed = true;
	return b->opt->result_fd < 0 ? 0 : prepare_result(b, e);
}

/* What of ours happens to be descriptor 3 makes room. */
static int move_up(int *fd)
{
	if (*fd != BOX_RESULT_FD)
		return 0;
	*fd = fcntl(*fd, F_DUPFD_CLOEXEC, BOX_RESULT_FD + 1);
	return *fd < 0 ? -errno : 0;
}

/* In the child, whose box is a copy: the supervisor's descriptors stay where they are. */
static int place_result(struct box *b, struct err *e)
{
	if (move_up(&b->ctl) < 0 || move_up(&b->landlock.ruleset) < 0 || move_up(&b->tmp.dir) < 0 ||
	    move_up(&b->session.result_child) < 0 ||
	    dup2(b->session.result_child, BOX_RESULT_FD) < 0)
		return err_set(e, errno, "descriptor %d", BOX_RESULT_FD);
	return 0;
}

static int inside(struct box *b, struct err *e)
{
	if (setsid() < 0)
		return err_set(e, errno, "setsid");
	if (dup2(b->session.child[0], 1) < 0 ||
	    dup2(b->session.child[b->session.n - 1], 2) < 0)
		return err_set(e, errno, "dup2");
	if (b->session.result_child >= 0 && place_result(b, e) < 0)
		return -e->code;
	/* The supervisor's death is the program's. Refused without prctl; best effort then. */
	if (!b->session.by_scan && prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0)
		return err_set(e, errno, "prctl(PR_SET_PDEATHSIG)");
	return 0;
}

/* Is descriptor 3 the other end of our channel, and does it outlast exec? */
static int readback_result(const struct box *b, struct err *e)
{
	struct stat ours, its;
	char name[32], text[256];
	long long flags;
	int r;

	proc_name(name, b->pid, "fd/3");
	if (fstat(b->session.result_child, &ours) < 0 || stat(name, &its) < 0)
		return err_set(e, errno, "%s", name);
	if (ours.st_dev != its.st_dev || ours.st_ino != its.st_ino)
		return err_set(e, EPERM, "%s is not the result", name);
	proc_name(name, b->pid, "fdinfo/3");
	r = (int)fd_slurp(AT_FDCWD, name, text, sizeof(text));
	if (r < 0)
		return err_set(e, -r, "%s", name);
	flags = status_field(text, "flags", 8);
	if (flags < 0 || flags & O_CLOEXEC)
		return err_set(e, EPERM, "%s: flags 0%llo", name, flags);
	return 0;
}

static int readback(const struct box *b, struct err *e)
{
	int on = 0;

	if (getsid(b->pid) != b->pid)
		return err_set(e, EPERM, "pid %d leads no session", b->pid);
	if (!b->session.by_scan && (prctl(PR_GET_CHILD_SUBREAPER, &on, 0, 0, 0) < 0 || !on))
		return err_set(e, EPERM, "not a subreaper");
	return b->session.result_child < 0 ? 0 : readback_result(b, e);
}

/* Kill every child: /proc/self/task/TID/children has them, in one read. */
static void kill_children(void)
{
	char text[8192], *at = text, *end;

	if (fd_slurp(AT_FDCWD, "/proc/thread-self/children", text, sizeof(text)) <= 0)
		return;
	for (long pid; (pid = strtol(at, &end, 10)) > 0; at = end)
		kill((pid_t)pid, SIGKILL);
}

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static void kill_all(struct box *b)
{
	const struct timespec pause = { .tv_nsec = PASS_MS * 1000000L };
	long long end = now_ms() + GIVE_UP_MS;
	sigset_t chld;

	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	while (now_ms() < end) {
		bool none = box_reap(b);
		unsigned found = 0;

		if (b->session.by_scan)
			found = scan_and_kill(b);
		if (none && !found)
			return;
		kill_children();
		sigtimedwait(&chld, NULL, &pause); /* blocked since the start: wakes at a death */
	}
	b->res->survivors = !box_reap(b);
}

/* Who was told to end does not wait for a slow reader. */
static int patience(const struct box *b)
{
	return b->res->end == BOX_TERMINATED ? 0 : DRAIN_MS;
}

void session_close_result(struct box *b)
{
	struct relay *r = &b->session.result;
	uint64_t room = box_result_room(b), waiting = relay_waiting(r), before = r->bytes;

	relay_drain(r, waiting < room ? waiting : room, patience(b));
	b->res->result_bytes = r->bytes;
	b->res->result_error = r->error;
	b->res->result_cut = r->error || waiting > r->bytes - before;
	if (waiting > room && b->res->end == BOX_EXITED)
		b->res->end = BOX_HIT_RESULT;
	fd_close(&r->from);
}

/* Everybody is dead: what they wrote is in the pipes, and then the end. */
static void undo(struct box *b)
{
	if (b->pid > 0)
		kill_all(b);
	fd_close(&b->session.result_child);
	fd_close(&b->session.result.from);
	for (unsigned i = 0; i < b->session.n; i++) {
		fd_close(&b->session.child[i]);
		if (relay_drain(&b->session.out[i], box_room(b), patience(b)) &&
		    b->res->end == BOX_EXITED)
			b->res->end = BOX_HIT_OUTPUT;
		b->res->out_bytes[i] = b->session.out[i].bytes;
		fd_close(&b->session.out[i].from);
	}
}

const struct layer layer_session = {
	.name = "session",
	.blurb = "the wall clock, the output cap, and death for all that is left",
	.probe = probe,
	.prepare = prepare,
	.inside = inside,
	.readback = readback,
	.undo = undo,
};
