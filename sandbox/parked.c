// SPDX-License-Identifier: MIT
/*
 * parked.c - see park.h. What is on disk and in folders of all users is looked at again when the request
 * is there: files that came while the child was parked are not the program's.
 *
 * Who asks closes the line, or shuts it down, to end the run: the kernel tells the guard by SIGTERM
 * (O_ASYNC), which works where prctl(PR_SET_PDEATHSIG) is refused, too.
 */
#include "sandbox/parked.h"

#include "lib/fd.h"
#include "sandbox/answer.h"
#include "sandbox/brought.h"
#include "sandbox/layer_tmp.h"
#include "sandbox/leftovers.h"
#include "sandbox/stack.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the guard ------------------------------------------------------------------------------------ */

int parked_take(struct parked *p, struct err *e)
{
	long n = request_read(p->line, p->job->frame, REQUEST_BYTES);
	int r;

	if (n <= 0)
		return err_set(e, n < 0 ? (int)-n : EPIPE, "the request");
	p->there = true;
	p->job->n = (size_t)n;
	p->frame = malloc((size_t)n);
	if (!p->frame)
		return err_set(e, ENOMEM, "the request");
	memcpy(p->frame, p->job->frame, (size_t)n);
	r = request_parse(&p->request, p->frame, (size_t)n, e);
	if (r < 0) {
		p->request.id = (struct request_text){ 0 };
		return r;
	}
	if (brought_fits(&p->request, p->options, e) < 0)
		return -EINVAL;
	p->options->request = &p->request;
	if (fd_write_all(0, p->request.input.text, p->request.input.n) < 0 ||
	    lseek(0, 0, SEEK_SET) < 0)
		return err_set(e, errno, "standard input");
	request_narrow(&p->request, p->options);
	memcpy(p->job->limit, p->options->limit, sizeof(p->job->limit));
	memcpy(p->job->less_us, p->options->less_us, sizeof(p->job->less_us));
	return 0;
}

static void look_again(struct box *b)
{
	struct err ignored;

	b->tmp.disks = 0;
	b->tmp.stay = (struct stay){ 0 };
	if (stack_has(b->res->layers, &layer_tmp))
		tmp_remember(b, &ignored);
}

/* The end of the line is a signal from now on; it may have come already. */
static bool listen_for_end(int line)
{
	struct pollfd p = { .fd = line, .events = POLLRDHUP };

	fcntl(line, F_SETOWN, getpid());
	fcntl(line, F_SETSIG, SIGTERM);
	fcntl(line, F_SETFL, fcntl(line, F_GETFL) | O_ASYNC);
	return poll(&p, 1, 0) == 0;
}

/* Something came over one of them: 1; the run is over before it began: 0; it is to end: -1. */
static int wait_for(struct box *b, int sigfd, int fd)
{
	struct pollfd at[2] = { { .fd = sigfd, .events = POLLIN }, { .fd = fd, .events = POLLIN } };
	struct signalfd_siginfo s;
	siginfo_t dead = { 0 };

	while (!at[1].revents) {
		if (poll(at, 2, -1) < 0)
			continue;
		while (at[0].revents && read(sigfd, &s, sizeof(s)) == (ssize_t)sizeof(s))
			if (s.ssi_signo != SIGCHLD && s.ssi_signo != SIGCONT)
				return -1;
		if (waitid(P_PID, (id_t)b->self, &dead, WEXITED | WNOHANG | WNOWAIT) == 0 && dead.si_pid)
			return 0; /* the answer says why */
	}
	return 1;
}

bool parked_gate(struct box *b, int sigfd, struct stay *stay)
{
	struct parked *p = b->opt->parked;
	char ready;
	/* The box is the reaper's until all is read back. */
	int r = wait_for(b, sigfd, p->life);

	if (r > 0 && read(p->life, &ready, 1) != 1)
		return true;
	if (r > 0)
		r = wait_for(b, sigfd, p->line);
	if (r < 0)
		shutdown(p->life, SHUT_WR);
	if (r <= 0)
		return r == 0;
	if (parked_take(p, &p->wrong) < 0) {
		shutdown(p->life, SHUT_WR); /* nothing will come: the reaper ends */
		return true;
	}
	leftovers_forget(stay);
	look_again(b);
	*stay = b->tmp.stay;
	if (!listen_for_end(p->line)) { /* who asked has gone */
		shutdown(p->life, SHUT_WR);
		return false;
	}
	return write(p->life, "", 1) == 1;
}

/* ---- the reaper ------------------------------------------------------------------------------------ */

/* The environment, in one piece that the child has at the same place. */
static int keep_environment(struct box *b)
{
	size_t n = 0, bytes = 0;
	char **list, *at;

	for (; b->envp[n]; n++)
		bytes += strlen(b->envp[n]) + 1;
	list = malloc((n + 1) * sizeof(*list) + bytes);
	if (!list)
		return -ENOMEM;
	at = (char *)(list + n + 1);
	for (size_t i = 0; i < n; i++) {
		list[i] = at;
		at = stpcpy(at, b->envp[i]) + 1;
	}
	list[n] = NULL;
	b->envp = b->env.var = list;
	b->env.n = b->env.room = n;
	return 0;
}

pid_t parked_fork(struct box *b, int ctl)
{
	struct parked *p = b->opt->parked;
	int r = keep_environment(b);
	pid_t pid;

	p->box = malloc(sizeof(*p->box));
	if (r < 0 || !p->box)
		return -ENOMEM;
	pid = fork();
	if (pid)
		return pid < 0 ? -errno : pid;
	*p->box = *b;
	p->box->ctl = ctl;
	longjmp(p->born, 1);
}

/* The source as a file too: a traceback shows lines of it. And the files that came along. */
static int put_files(struct box *b, struct err *e)
{
	struct parked *p = b->opt->parked;

	p->frame = malloc(p->job->n);
	if (!p->frame)
		return err_set(e, ENOMEM, "the request");
	memcpy(p->frame, p->job->frame, p->job->n);
	if (request_parse(&p->request, p->frame, p->job->n, e) < 0)
		return -e->code;
	p->options->request = &p->request;
	return b->tmp.dir < 0 ? 0 : brought_put(&p->request, b->tmp.dir, e);
}

int parked_wait(struct box *b, int life, struct err *e)
{
	struct parked *p = b->opt->parked;
	struct rlimit cpu;
	rlim_t less;
	char there = 0;

	if (write(life, "", 1) != 1 || read(life, &there, 1) != 1)
		return err_set(e, ECANCELED, "nobody asked");
	memcpy(p->options->limit, p->job->limit, sizeof(p->job->limit));
	memcpy(p->options->less_us, p->job->less_us, sizeof(p->job->less_us));
	look_again(b);
	if (put_files(b, e) < 0)
		return -e->code;
	less = p->options->limit[BOX_CPU];
	if (stack_has(b->res->layers, &layer_rlimit) && prlimit(b->pid, RLIMIT_CPU, NULL, &cpu) == 0 &&
	    less < cpu.rlim_max)
		return prlimit(b->pid, RLIMIT_CPU, &(struct rlimit){ less, less }, NULL) < 0 ?
			       err_set(e, errno, "prlimit(RLIMIT_CPU)") : 0;
	return 0;
}
