// SPDX-License-Identifier: MIT
/*
 * serve.c - the resident launcher: connections on one side, slots on the other, one poll(2) between.
 *
 *	client --frame--> connection --frame--> slot --> a run (slot.c)
 *	       <--frame--            <--frame--
 *
 * A connection has one request under way; what it sends meanwhile stays in its socket. So no client can
 * take more than its turn: who waits for a slot waits in the order of arrival, one place each. When as
 * many wait as the queue has places, the next one is told "busy" at once.
 *
 * The server never looks into a request, and believes of an answer only its length. A wrong frame ends
 * its connection. A client that has gone takes its run along. SIGTERM: no new requests, those under way
 * are answered, the end. If the server is killed, each slot finds its line closed, and ends its run; if
 * a slot is killed, its run is ended and its client told.
 */
#include "sandbox/serve.h"

#include "lib/clock.h"
#include "lib/fd.h"
#include "lib/json_out.h"
#include "lib/request.h"
#include "sandbox/frame.h"
#include "sandbox/zygote.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { QUEUE = 16, CLIENTS = 64, BACKLOG = 64, NOBODY = -1, ANSWER_BYTES = 1 << 30 };

enum { SIGNALS, DOOR, ZYGOTE, FIXED }; /* what is polled before slots and clients */

enum state { FREE, READING, WAITING, RUNNING, WRITING };

struct client {
	enum state state;
	int in, out, slot;
	unsigned long turn; /* who came first */
	struct frame frame;
};

static struct {
	const struct command *c;
	int listening, sigfd;
	unsigned slots;
	bool ending, once; /* once: standard input; its end is ours */
	unsigned long turns;
	unsigned waiting;
	struct client client[CLIENTS];
	struct zygote zygote;
	struct slot slot[SERVE_SLOTS];
	int client_of[SERVE_SLOTS]; /* NOBODY: the slot is free */
	struct frame back[SERVE_SLOTS];
} s;

static int unblocked(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0 ? -errno : 0;
}

/* ---- slots ---------------------------------------------------------------------------------------- */

static int slot_anew(int i, struct err *e)
{
	int r = slot_open(&s.slot[i], s.c, &s.zygote, e);

	s.client_of[i] = NOBODY;
	if (r == 0)
		unblocked(s.slot[i].line);
	return r;
}

static void slot_lost(int i)
{
	struct err ignored;

	slot_close(&s.slot[i]);
	frame_forget(&s.back[i]);
	s.client_of[i] = NOBODY;
	if (!s.ending)
		slot_anew(i, &ignored);
}

/* ---- clients -------------------------------------------------------------------------------------- */

static void client_gone(struct client *c)
{
	if (c->state == RUNNING)
		slot_stop(&s.slot[c->slot]); /* the answer is for nobody */
	if (c->state == WAITING)
		s.waiting--;
	if (c->slot >= 0)
		s.client_of[c->slot] = CLIENTS;
	if (!s.once)
		close(c->in);
	frame_forget(&c->frame);
	*c = (struct client){ .state = FREE, .slot = NOBODY };
	s.ending |= s.once;
}

static void client_write(struct client *c)
{
	struct frame *f = &c->frame;

	while (f->have < f->size) {
		ssize_t k = write(c->out, f->bytes + f->have, f->size - f->have);

		if (k < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (k < 0) {
			client_gone(c);
			return;
		}
		f->have += (size_t)k;
	}
	frame_forget(f);
	c->state = READING;
	if (s.ending)
		client_gone(c);
}

/* An answer of the server's own: the id is in a request that nobody has read. */
static void client_refuse(struct client *c, const char *end, const char *why)
{
	struct request r = { 0 };
	struct json_out j;
	struct err ignored;
	size_t room = c->frame.have * 6 + 1024;
	uint8_t *answer = malloc(room);

	if (!answer) {
		client_gone(c);
		return;
	}
	if (c->frame.have <= REQUEST_HEAD ||
	    request_parse(&r, (char *)c->frame.bytes + REQUEST_HEAD, c->frame.have - REQUEST_HEAD, &ignored) < 0)
		r.id.text = NULL;
	out_begin_memory(&j, answer + REQUEST_HEAD, room - REQUEST_HEAD);
	out_object(&j, NULL);
	if (r.id.text)
		out_strn(&j, "id", r.id.text, r.id.n);
	else
		out_null(&j, "id");
	out_str(&j, "end", end);
	out_str(&j, "reason", why);
	out_int(&j, "code", EXIT_SANDBOX);
	out_end(&j);
	request_head(answer, j.used);
	frame_forget(&c->frame);
	c->frame = (struct frame){ .bytes = answer, .size = REQUEST_HEAD + j.used };
	c->state = WRITING;
	client_write(c);
}

static void client_read(struct client *c)
{
	int whole = frame_read(&c->frame, c->in, REQUEST_BYTES);

	if (whole < 0)
		client_gone(c);
	if (whole <= 0)
		return;
	if (s.waiting >= (s.c->queue ? s.c->queue : QUEUE)) {
		client_refuse(c, "busy", "busy: all slots run, and the queue is full");
		return;
	}
	c->state = WAITING;
	c->turn = s.turns++;
	s.waiting++;
}

static void client_add(int in, int out)
{
	for (int i = 0; i < CLIENTS; i++)
		if (s.client[i].state == FREE) {
			s.client[i] = (struct client){ .state = READING, .in = in, .out = out, .slot = NOBODY };
			return;
		}
	close(in); /* accept() was not asked while all places were taken */
}

static bool is_full(void)
{
	for (int i = 0; i < CLIENTS; i++)
		if (s.client[i].state == FREE)
			return false;
	return true;
}

/* ---- from one to the other -------------------------------------------------------------------------- */

/* The frame was made small enough to be taken at once, or the slot reads while we wait. */
static void give(int i, struct client *c)
{
	s.waiting--;
	c->state = RUNNING;
	c->slot = i;
	s.client_of[i] = (int)(c - s.client);
	fd_block(s.slot[i].line);
	if (fd_write_all(s.slot[i].line, c->frame.bytes, c->frame.have) < 0) {
		slot_lost(i);
		c->slot = NOBODY;
		client_refuse(c, "failed", "the slot that was to run it is dead");
		return;
	}
	unblocked(s.slot[i].line);
}

/* Who waits longest gets the next free slot. */
static void match(void)
{
	for (int i = 0; i < (int)s.slots && s.waiting; i++) {
		struct client *first = NULL;

		if (s.client_of[i] != NOBODY || s.slot[i].line < 0)
			continue;
		for (int k = 0; k < CLIENTS; k++)
			if (s.client[k].state == WAITING && (!first || s.client[k].turn < first->turn))
				first = &s.client[k];
		if (first)
			give(i, first);
	}
}

static void slot_answers(int i)
{
	int whole = frame_read(&s.back[i], s.slot[i].line, ANSWER_BYTES), who = s.client_of[i];
	struct client *c = who >= 0 && who < CLIENTS ? &s.client[who] : NULL;

	if (whole == 0)
		return;
	if (whole < 0) {
		slot_lost(i);
		if (c) {
			c->slot = NOBODY;
			client_refuse(c, "failed", "the slot that ran it is dead");
		}
		return;
	}
	s.client_of[i] = NOBODY;
	if (c) {
		frame_forget(&c->frame);
		c->frame = s.back[i];
		c->frame.have = 0;
		c->slot = NOBODY;
		c->state = WRITING;
		s.back[i] = (struct frame){ 0 };
		client_write(c);
	}
	frame_forget(&s.back[i]);
	s.zygote.served++;
	if (s.zygote.line >= 0)
		slot_lost(i); /* it was for one program */
}

static bool is_idle(void)
{
	for (int i = 0; i < CLIENTS; i++)
		if (s.client[i].state >= WAITING)
			return false;
	return true;
}

static short events_of(const struct client *c)
{
	return c->state == READING && !s.ending ? POLLIN : c->state == WRITING ? POLLOUT : 0;
}

static int turn(struct err *e)
{
	struct pollfd p[FIXED + SERVE_SLOTS + CLIENTS];
	struct signalfd_siginfo told;
	int r = 0;

	p[SIGNALS] = (struct pollfd){ .fd = s.sigfd, .events = POLLIN };
	p[DOOR] = (struct pollfd){ .fd = is_full() || s.ending ? -1 : s.listening, .events = POLLIN };
	p[ZYGOTE] = (struct pollfd){ .fd = s.ending ? -1 : s.zygote.line };
	for (int i = 0; i < SERVE_SLOTS; i++)
		p[FIXED + i] = (struct pollfd){ .fd = s.slot[i].line, .events = POLLIN };
	for (int i = 0; i < CLIENTS; i++) {
		const struct client *c = &s.client[i];

		/* The end of standard input is no reason to drop what it has asked for. */
		bool deaf = c->state == FREE || (s.once && c->state != READING && c->state != WRITING);

		p[FIXED + SERVE_SLOTS + i] = (struct pollfd){
			.fd = deaf ? -1 : c->state == WRITING ? c->out : c->in, .events = events_of(c) };
	}
	if (poll(p, FIXED + SERVE_SLOTS + CLIENTS, -1) < 0)
		return 0;
	if (p[SIGNALS].revents && read(s.sigfd, &told, sizeof(told)) == (ssize_t)sizeof(told))
		s.ending = true;
	for (int i = 0; i < SERVE_SLOTS; i++)
		if (p[FIXED + i].revents)
			slot_answers(i);
	for (int i = 0; i < CLIENTS; i++) {
		struct client *c = &s.client[i];
		short got = p[FIXED + SERVE_SLOTS + i].revents;

		if (got & POLLIN && c->state == READING)
			client_read(c);
		else if (got & POLLOUT && c->state == WRITING)
			client_write(c);
		else if (got & (POLLHUP | POLLERR) && c->state != FREE && !(got & POLLIN))
			client_gone(c);
	}
	if (p[DOOR].revents) {
		int fd = accept4(s.listening, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

		if (fd >= 0)
			client_add(fd, fd);
	}
	if (p[ZYGOTE].revents)
		r = zygote_start(&s.zygote, s.c, e);
	match();
	return r;
}

static int listen_at(const char *path, struct err *e)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd _cleanup_fd_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t was;
	int r;

	if (strlen(path) >= sizeof(a.sun_path))
		return err_set(e, ENAMETOOLONG, "--serve");
	strcpy(a.sun_path, path);
	was = umask(0177);
	r = bind(fd, (struct sockaddr *)&a, sizeof(a));
	umask(was);
	if (r < 0 || listen(fd, BACKLOG) < 0)
		return err_set(e, errno, "--serve %s", path);
	return fd_steal(&fd);
}

int serve(const struct command *c, struct err *e)
{
	sigset_t watched;
	int r = c->zygote ? zygote_check(c, e) : 0;

	if (r < 0)
		return r;
	s.c = c;
	s.slots = c->slots ? c->slots : c->zygote && zygote_is_open(c) ? 1 : SERVE_USUAL;
	s.listening = s.sigfd = s.zygote.line = -1;
	s.once = !strcmp(c->serve, "-");
	for (int i = 0; i < SERVE_SLOTS; i++)
		s.slot[i].line = s.client_of[i] = NOBODY;
	for (int i = 0; i < CLIENTS; i++)
		s.client[i].slot = NOBODY;
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&watched);
	sigaddset(&watched, SIGTERM);
	sigaddset(&watched, SIGINT);
	sigprocmask(SIG_BLOCK, &watched, NULL);
	s.sigfd = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
	if (!s.once && (s.listening = listen_at(c->serve, e)) < 0)
		return s.listening;
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); /* who is left at the end is waited for, if we may */
	environment_forget(c);
	if (c->zygote)
		r = zygote_start(&s.zygote, c, e);
	for (int i = 0; i < (int)s.slots && r == 0; i++)
		r = slot_anew(i, e);
	if (s.once) {
		unblocked(0);
		client_add(0, 1);
	}
	while (r == 0 && !(s.ending && is_idle()))
		r = turn(e);
	if (!s.once)
		unlink(c->serve);
	fd_close(&s.zygote.line);
	for (int i = 0; i < SERVE_SLOTS; i++)
		fd_close(&s.slot[i].line);
	while (wait(NULL) > 0)
		continue;
	return r;
}
