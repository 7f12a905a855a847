// SPDX-License-Identifier: MIT
/*
 * park.c - see park.h.
 */
#include "sandbox/park.h"

#include "lib/fd.h"
#include "sandbox/answer.h"
#include "sandbox/launch.h"
#include "sandbox/layer_tmp.h"
#include "sandbox/options.h"
#include "sandbox/signals.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

extern char **environ;

/* ---- the guard ------------------------------------------------------------------------------------ */

static void reply(struct parked *p, const struct box_result *result, const struct err *failure)
{
	struct err ignored;

	if (!p->there && parked_take(p, &ignored) < 0 && !p->there)
		return;
	if (*p->wrong.text)
		failure = &p->wrong;
	fcntl(p->line, F_SETFL, fcntl(p->line, F_GETFL) & ~O_ASYNC);
	answer_send(p->line, &(struct answer){ .request = &p->request, .failure = failure, .result = result,
					       .out = 1, .err = 2, .back = p->options->back });
}

static int begin(struct parked *p, struct command *c, int argc, char **argv, struct err *e)
{
	int r = box_options_parse(c, argc, argv, e), streams[REQUEST_STREAMS];

	if (r < 0)
		return r;
	if (c->report || c->result || c->box.chdir)
		return err_set(e, EINVAL, "report, result and chdir are not for a run that is parked");
	if (request_streams(NULL, streams, e) < 0)
		return -e->code;
	for (int i = 0; i < 3; i++)
		if (dup2(streams[i], i) < 0)
			return err_set(e, errno, "standard streams");
	p->job = mmap(NULL, sizeof(*p->job), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (p->job == MAP_FAILED)
		return err_set(e, errno, "room for the request");
	p->options = &c->box;
	c->box.launcher = c->box.keep_stdin = true;
	c->box.parked = p;
	c->box.back = streams[3];
	c->box.keep[0] = p->line; /* and descriptors 0, 1 and 2, which are the streams now */
	c->box.keep[1] = c->box.back;
	return 0;
}

int park_start(struct parked *p, int line, int argc, char **argv)
{
	struct command *c = calloc(1, sizeof(*c)); /* the child goes on below this frame */
	struct box_result result = { 0 };
	struct err e = { 0 };
	int r;

	*p = (struct parked){ .line = line, .life = -1 };
	if (setjmp(p->born))
		return 0;
	signals_forget();
	prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
	signal(SIGPIPE, SIG_IGN);
	r = c ? begin(p, c, argc, argv, &e) : err_set(&e, ENOMEM, "memory");
	signal(SIGPIPE, SIG_DFL);
	if (r == 0)
		r = box_run(&c->box, &result, &e);
	signal(SIGPIPE, SIG_IGN);
	reply(p, &result, r < 0 ? &e : NULL);
	_exit(0);
}

/* ---- the child ------------------------------------------------------------------------------------- */

static void look_at(struct box *b, int i)
{
	struct err e;

	if (b->res->layers & 1u << i && stack[i]->readback && stack[i]->readback(b, &e) < 0)
		launch_refuse(b, i, &e);
}

/*
 * A copy of a program of mode 0111 is nobody's to look at, its own supervisor's neither, and where prctl(2)
 * is refused stays so. There no layer hides /proc from the child itself, and it is still our code that runs.
 */
static void look_at_itself(struct box *b)
{
	char status[STATUS];
	struct err e = { 0 };
	int r;

	b->pid = getpid();
	b->status = status;
	r = (int)fd_slurp(AT_FDCWD, "/proc/self/status", status, STATUS);
	if (r < 0) {
		err_set(&e, -r, "/proc/self/status");
		launch_refuse(b, 0, &e);
	}
	/* That it is a process of its own, layer 0, is what its parent has seen. */
	for (int i = 1; stack[i]; i++)
		if (stack[i] != &layer_tmp)
			look_at(b, i);
	b->tmp.dir = tmp_open(b); /* fds has closed it, and has been looked at */
	look_at(b, stack_find("tmp", 3));
	fd_close(&b->tmp.dir);
}

void park_enter(struct parked *p, struct request *r)
{
	struct box *b = p->box;
	struct err e;
	sigset_t none;
	bool hidden = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) < 1 && prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) < 0;
	size_t n;

	launch_confine(b);
	if (hidden)
		look_at_itself(b);
	launch_wait(b, hidden);
	n = p->job->n;
	p->frame = malloc(n);
	if (!p->frame)
		_exit(EXIT_SANDBOX);
	memcpy(p->frame, p->job->frame, n);
	if (munmap(p->job, sizeof(*p->job)) < 0 || munmap(p->whole, p->whole_bytes) < 0 ||
	    syscall(SYS_close_range, 3U, ~0U, 0) < 0)
		_exit(EXIT_SANDBOX);
	environ = b->envp;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (request_parse(r, p->frame, n, &e) < 0)
		_exit(EXIT_SANDBOX);
	for (size_t i = 0; i < r->env_count; i++)
		if (setenv(r->env[i].name.text, r->env[i].value.text, 1) < 0)
			_exit(EXIT_SANDBOX);
}
