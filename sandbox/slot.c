// SPDX-License-Identifier: MIT
/*
 * slot.c - one of the resident launcher's slots: a small process that starts one run after the other.
 *
 *	server --frame--> slot --fork--> guard, reaper, program (run.c)
 *	       <--frame--
 *
 * Each run has processes, a folder and streams of its own, is read back, and is gone with all it started
 * before the answer is written. The slot keeps nothing of it. Where the line to the server ends, or
 * SIGUSR1 comes, which says that the client has gone, the run is told to end. A signal that comes after
 * the answer was sent is older than the next request, and dropped when that is read.
 *
 * The guard is told when the slot dies (PDEATHSIG) and then ends the run; without prctl(2) it notices
 * its new parent no sooner than its clock runs out.
 */
#include "lib/fd.h"
#include "lib/request.h"
#include "sandbox/answer.h"
#include "sandbox/brought.h"
#include "sandbox/layer_fds.h"
#include "sandbox/serve.h"
#include "sandbox/stack.h"
#include "sandbox/zygote.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS = 128 };

struct told {
	int r; /* of box_run(); 1: it never came back */
	struct err error;
	struct box_result result;
};

static struct {
	const struct command *policy;
	int line, sigfd;
	char *request;
	struct told *told;
	char *words[WORDS + 1];
	int streams[REQUEST_STREAMS];
} slot;

/* What is run: the operator's command, then the program's file, then the request's arguments. */
static int command_of(const struct request *r, struct err *e)
{
	size_t n = 0, first = r->program.text && r->count ? 1 : 0; /* its own name is the file's */

	for (char *const *w = slot.policy->box.argv; w && *w; w++) {
		if (n == WORDS / 2)
			return err_set(e, E2BIG, "the launcher's command");
		slot.words[n++] = *w;
	}
	if (r->program.text && !n)
		return err_set(e, 0, "request: this launcher has no command for a program's source");
	if (r->program.text && (slot.policy->box.chdir || !stack_has(slot.policy->box.layers, &layer_tmp)))
		return err_set(e, 0, "request: this launcher has no folder for a program's source");
	if (r->program.text)
		slot.words[n++] = BOX_PROGRAM;
	for (size_t i = first; i < r->count && n < WORDS; i++)
		slot.words[n++] = (char *)r->args[i].text;
	slot.words[n] = NULL;
	return 0;
}

static _Noreturn void be_run(const struct request *r, pid_t parent)
{
	struct box_options o = slot.policy->box;
	sigset_t none;

	signal(SIGTERM, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
	if (getppid() != parent)
		_exit(EXIT_SANDBOX);
	for (int i = 0; i < 3; i++)
		if (dup2(slot.streams[i], i) < 0)
			_exit(EXIT_SANDBOX);
	o.argv = slot.words;
	o.launcher = true;
	o.keep_stdin = true;
	o.request = r;
	o.back = slot.streams[3];
	o.keep[0] = o.back;
	request_narrow(r, &o);
	slot.told->r = box_run(&o, &slot.told->result, &slot.told->error);
	_exit(0);
}

/* Has the client gone? */
static bool told_to_stop(void)
{
	struct signalfd_siginfo told;

	return read(slot.sigfd, &told, sizeof(told)) == (ssize_t)sizeof(told);
}

/* Until it is dead. False: there is no server any more. */
static bool wait_for(pid_t pid)
{
	int fd _cleanup_fd_ = (int)syscall(SYS_pidfd_open, pid, 0);
	struct pollfd p[3] = { { .fd = fd, .events = POLLIN },
			       { .fd = slot.line, .events = POLLIN },
			       { .fd = slot.sigfd, .events = POLLIN } };

	while (fd >= 0 && !p[0].revents) {
		if (poll(p, 3, -1) < 0)
			continue;
		if (p[2].revents && told_to_stop())
			kill(pid, SIGTERM);
		if (p[1].revents) { /* nothing is sent meanwhile: it is the end */
			p[1].fd = -1;
			kill(pid, SIGTERM);
		}
	}
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	return p[1].fd >= 0;
}

/* One request. False: the server is gone. */
static bool one(long n)
{
	struct request r = { 0 };
	struct err e = { 0 };
	pid_t self = getpid(), pid;
	bool there = true;

	memset(slot.streams, -1, sizeof(slot.streams));
	*slot.told = (struct told){ .r = 1 };
	if (request_parse(&r, slot.request, (size_t)n, &e) < 0)
		r.id = (struct request_text){ 0 };
	else if (brought_fits(&r, &slot.policy->box, &e) == 0 && command_of(&r, &e) == 0 && request_streams(&r.input, slot.streams, &e) == 0) {
		pid = fork();
		if (pid == 0)
			be_run(&r, self);
		if (pid < 0)
			err_set(&e, errno, "fork");
		else
			there = wait_for(pid);
		if (!e.code && slot.told->r)
			e = slot.told->r < 0 ? slot.told->error : (struct err){ ECHILD, "the process that ran it is dead" };
	}
	there = there && answer_send(slot.line, &(struct answer){ .request = &r, .failure = e.code || *e.text ? &e : NULL,
								  .result = &slot.told->result,
								  .out = slot.streams[1], .err = slot.streams[2],
								  .back = slot.streams[3] });
	for (int i = 0; i < REQUEST_STREAMS; i++)
		fd_close(&slot.streams[i]);
	return there;
}

_Noreturn void slot_main(int line, const struct command *policy)
{
	long n;

	sigset_t stop;

	setpgid(0, 0); /* a signal for the launcher's whole group is the server's to act on */
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&stop);
	sigaddset(&stop, SIGUSR1);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	slot.sigfd = signalfd(-1, &stop, SFD_CLOEXEC | SFD_NONBLOCK);
	slot.policy = policy;
	slot.line = line;
	slot.request = malloc(REQUEST_BYTES);
	slot.told = mmap(NULL, sizeof(*slot.told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!slot.request || slot.told == MAP_FAILED)
		_exit(EXIT_SANDBOX);
	while ((n = request_read(line, slot.request, REQUEST_BYTES)) > 0) {
		told_to_stop();
		if (!one(n))
			break;
	}
	_exit(0);
}

/* ---- from the server's side ---------------------------------------------------------------------------- */

int slot_open(struct slot *s, const struct command *c, struct zygote *z, struct err *e)
{
	int line[2];
	pid_t pid = 0;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line) < 0)
		return err_set(e, errno, "socketpair");
	if (c->zygote) {
		if (zygote_park(z, line[1], e) < 0)
			pid = -1;
	} else if ((pid = fork()) == 0) {
		sigset_t none;

		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		fds_forget((int[]){ line[1], -1, -1 });
		slot_main(line[1], c);
	} else if (pid < 0) {
		err_set(e, errno, "fork");
	}
	close(line[1]);
	if (pid < 0) {
		close(line[0]);
		return -e->code;
	}
	*s = (struct slot){ .pid = pid, .line = line[0] };
	return 0;
}

void slot_stop(const struct slot *s)
{
	if (s->pid)
		kill(s->pid, SIGUSR1);
	else
		shutdown(s->line, SHUT_WR);
}

void slot_close(struct slot *s)
{
	fd_close(&s->line); /* its run is told, and ends */
	if (s->pid)
		kill(s->pid, SIGKILL);
	if (s->pid)
		waitpid(s->pid, NULL, 0);
	s->pid = 0;
}
