// SPDX-License-Identifier: MIT
/*
 * run.c - the process tree, and who waits for whom.
 *
 *	caller
 *	  |
 *	guard ------------------ the process that the caller knows: clock, sums, killing (guard.c)
 *	  |   \__ servant        takes exact looks, when the sums say too much (exact.c)
 *	  |
 *	reaper ----------------- prepare() of each layer, then clone; later carries output, answers calls
 *	  |   \                  and mourns the dead (reaper.c)
 *	  |    child ----------- inside() of each layer, in the order of stack.c; "ready"
 *	readback() .             the kernel is asked about the child: /proc/PID, prlimit, getsid
 *	 "go" ---> .
 *	  |      program ------- execve(2). The line closes by itself (CLOEXEC)
 *	  |       \___ ...       whatever it starts; whoever loses its parent is the reaper's
 *	  |\__ helper             makes one call in the program's place that may wait (notify_answer.c)
 *	  |
 *	 undo() of each layer, in reverse: kill what is left, then empty the folder
 *
 * Who may wait for whom:
 *
 *	guard    for nobody: events, with a deadline. But where no servant can be forked it
 *	         counts itself, and waits for the servant's locks
 *	reaper   for the guard, before "go", until that is hidden; for the child, until "ready"
 *	         or its death; then for deaths, and for the locks that its work on a pipe, a path
 *	         or the program's memory needs
 *	child    for the reaper's "go"
 *	servant  for locks of address spaces, epoll sets and folders
 *	helper   for the lock of a file or folder, or for who listens at a connect(2)
 *
 *	the caller waits for the guard; the program, in a call, for the reaper or a helper; the
 *	guard for the servant up to a deadline, then it kills, and at the end, when all of the
 *	program is dead, for the reaper
 *
 * A lock that the program holds is let go when the program is dead, and it is the guard who
 * kills. So whatever the program does, nobody waits for longer than the guard's clock says.
 * When one of these is killed from outside, the others end the run: the reaper sees the guard's
 * end of their line closed; the guard inherits the reaper's children, as a subreaper. Either
 * cleans up in the other's place.
 *
 * None of them ever runs a byte of the program's. They take nothing from it but wait statuses,
 * the bytes in its pipes and the arguments of its calls.
 */
#include "lib/fd.h"
#include "sandbox/guard.h"
#include "sandbox/launch.h"
#include "sandbox/layer_env.h"
#include "sandbox/layer_fds.h"
#include "sandbox/leftovers.h"
#include "sandbox/parked.h"
#include "sandbox/stack.h"
#include "sandbox/trace.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* What both have together. */
struct shared {
	struct box box;
	struct box_result res;
};

/* An option that did nothing, or bored a hole: Landlock does not see what the supervisor opens. */
static int can_mediate(unsigned layers, struct err *e)
{
	if (!stack_has(layers, &layer_supervise))
		return err_set(e, EINVAL, "without the layer 'supervise' nobody mediates");
	if (stack_has(layers, &layer_landlock))
		return err_set(e, EINVAL, "who mediates does so in place of the layer 'landlock'");
	return 0;
}

/* The second process, from its first step to its last. */
static _Noreturn void be_reaper(struct box *b, const struct caller *c)
{
	b->self = getpid();
	trace_step(b->opt->trace, "fork", NULL);
	if (stack_has(b->opt->layers, &layer_session))
		setsid(); /* who ends the caller's whole group ends the guard: then we clean up */
	b->r = launch(b, c, &b->failed);
	for (int i = BOX_LAYERS - 1; i >= 0; i--)
		if (b->opt->layers & 1u << i && stack[i]->undo) {
			stack[i]->undo(b);
			trace_step(b->opt->trace, "undo", stack[i]->name);
		}
	_exit(0);
}

static int know(struct box *b, struct err *e)
{
	int r = stack_call(b, SLOT_KNOW, e);

	return r == 0 && b->opt->mediate ? can_mediate(b->opt->layers, e) : r;
}

static int fork_reaper(struct box *b, struct caller *c, struct err *e)
{
	int line[2], r = know(b, e);
	pid_t pid;

	if (r < 0)
		return r;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line) < 0)
		return err_set(e, errno, "socketpair");
	c->life = line[1];
	pid = fork();
	if (pid == 0) {
		close(line[0]);
		be_reaper(b, c);
	}
	close(line[1]);
	c->life = line[0];
	b->self = pid;
	return pid < 0 ? err_set(e, errno, "fork") : 0;
}

static int run(struct box *b, struct caller *c, struct err *e)
{
	struct stay stay;
	char *copies;
	int r;

	c->life = -1;
	c->sigfd = signalfd(-1, &c->watched, SFD_CLOEXEC | SFD_NONBLOCK);
	r = c->sigfd < 0 ? err_set(e, errno, "signalfd") : fork_reaper(b, c, e);
	if (b->opt->parked)
		b->opt->parked->life = c->life;
	stay = b->tmp.stay; /* of our own memory, while the reaper uses up its own */
	copies = b->env.copies;
	if (r == 0) {
		guard(b, c->sigfd, &stay);
		r = b->r;
		*e = b->failed;
	}
	leftovers_forget(&stay);
	free(copies);
	fd_close(&c->life);
	fd_close(&c->sigfd);
	return r;
}

int box_run(const struct box_options *o, struct box_result *res, struct err *e)
{
	static const int watched[] = { SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT };
	char status[STATUS], *var[env_room()]; /* the kernel keeps it below a quarter of a stack */
	struct shared *s = mmap(NULL, sizeof(*s), PROT_READ | PROT_WRITE,
				MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	sigset_t all, broken;
	struct caller c;
	struct box *b;
	int r;

	memset(res, 0, sizeof(*res));
	if (s == MAP_FAILED)
		return err_set(e, errno, "mmap");
	b = &s->box;
	*b = (struct box){ .opt = o, .res = &s->res, .ctl = -1, .front = getpid(), .pid = -1,
			   .status = status, .tmp.dir = -1, .landlock.ruleset = -1,
			   .supervise.listener = -1, .cgroup = { .group = -1, .procs = -1 },
			   .session = { .child = { -1, -1 }, .result.from = -1, .result_child = -1 } };
	b->res->layers = o->layers;
	if (o->parked) {
		o->parked->whole = s;
		o->parked->whole_bytes = sizeof(*s);
	}
	sigemptyset(&c.watched);
	for (size_t i = 0; i < sizeof(watched) / sizeof(watched[0]); i++)
		sigaddset(&c.watched, watched[i]);
	if (!stack_has(o->layers, &layer_seccomp))
		sigaddset(&c.watched, SIGCONT); /* wake_if_stopped() */
	all = c.watched;
	sigemptyset(&broken);
	sigaddset(&broken, SIGPIPE);
	sigaddset(&all, SIGPIPE); /* a reader who left is the program's to notice, not ours */
	sigprocmask(SIG_BLOCK, &all, &c.mask);
	if (o->launcher && stack_has(o->layers, &layer_fds))
		fds_forget(o->keep);
	env_inherit(b, var);
	r = run(b, &c, e);
	*res = s->res;
	if (r == 0)
		box_find_reasons(o, res);
	munmap(s, sizeof(*s));
	/* A reader who left raised it, for us to know by EPIPE; unblocked, it would end us. */
	while (sigtimedwait(&broken, NULL, &(struct timespec){ 0 }) == SIGPIPE)
		continue;
	sigprocmask(SIG_SETMASK, &c.mask, NULL);
	return r;
}
