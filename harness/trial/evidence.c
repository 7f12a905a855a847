// SPDX-License-Identifier: MIT
#include "harness/trial/evidence.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "lib/clock.h"
#include "lib/fd.h"
#include "lib/fnv.h"

enum { PUMP_READS = 16, FINISH_MS = 5000 };

const char *const place_names[PLACES] = {
	[PLACE_ENVIRON] = "environ",     [PLACE_WORKER_MEMORY] = "worker-memory",
	[PLACE_TASK] = "task",           [PLACE_WORKER_FD] = "worker-fd",
	[PLACE_HIGH_FD] = "high-fd",     [PLACE_PRIVATE_FD] = "private-fd",
	[PLACE_PASSED_FD] = "passed-fd", [PLACE_VICTIM] = "victim",
	[PLACE_NEIGHBOUR] = "neighbour", [PLACE_GIVEN] = "given",
	[PLACE_REQUEST] = "request",
};

/*
 * Orders in two dialects, one a line: sh answers the first, a Python exec() the second. The answer
 * stands in neither.
 */
static int draw_orders(struct evidence *ev)
{
	unsigned short n[2];
	char answer[24];

	if (getrandom(n, sizeof(n), 0) != (ssize_t)sizeof(n))
		return -errno;
	snprintf(ev->orders, sizeof(ev->orders), "echo $((%u*%u))\nprint(%u*%u)\n", n[0] + 70000u,
		 n[1] + 70000u, n[0] + 70000u, n[1] + 70000u);
	snprintf(answer, sizeof(answer), "%llu", (n[0] + 70000ull) * (n[1] + 70000ull));
	memset(&ev->obeyed, 0, sizeof(ev->obeyed));
	ev->obeyed.len[0] = strlen(answer);
	memcpy(ev->obeyed.form[0], answer, sizeof(answer));
	return 0;
}

struct channel *evidence_add(struct evidence *ev, enum channel_kind kind, const char *name, int fd)
{
	struct channel *ch;

	if (ev->channels == CHANNELS || fcntl(fd, F_SETFL, O_NONBLOCK | O_RDWR)) {
		ev->overflow = true;
		close(fd);
		return NULL;
	}
	ch = &ev->channel[ev->channels++];
	memset(ch, 0, offsetof(struct channel, head));
	ch->head_len = ch->tail_len = 0;
	ch->tape = NULL;
	ch->kind = kind;
	ch->name = name;
	ch->fd = fd;
	return ch;
}

static void add_socket(struct evidence *ev, enum channel_kind kind, const char *name, int *fd,
		       bool datagram)
{
	struct channel *ch = evidence_add(ev, kind, name, fd_steal(fd));

	if (ch) {
		ch->datagram = datagram;
		ch->listener = !datagram;
	}
}

int evidence_open(struct evidence *ev, struct arena *a)
{
	int r = 0;

	memset(ev, 0, offsetof(struct evidence, channel));
	ev->channels = 0;
	for (int i = 0; i < PLACES && !r; i++) {
		r = canary_draw(ev->canary[i]);
		needle_init(&ev->feedback[i], ev->canary[i]);
		needle_init(&ev->wire[i], ev->canary[i]);
	}
	if (r || (r = canary_draw(ev->sentinel)) || (r = draw_orders(ev)))
		return r;
	add_socket(ev, CHANNEL_SINK, "tcp sink", &a->fd[ARENA_FD_SINK_TCP], false);
	add_socket(ev, CHANNEL_SINK, "udp sink", &a->fd[ARENA_FD_SINK_UDP], true);
	add_socket(ev, CHANNEL_SINK, "name server", &a->fd[ARENA_FD_DNS], true);
	add_socket(ev, CHANNEL_SINK, "abstract unix sink", &a->fd[ARENA_FD_SINK_UNIX], false);
	add_socket(ev, CHANNEL_SINK, "abstract unix sink, datagrams", &a->fd[ARENA_FD_SINK_LETTERS],
		   true);
	add_socket(ev, CHANNEL_SHELL, "tcp shell", &a->fd[ARENA_FD_SHELL_TCP], false);
	add_socket(ev, CHANNEL_SHELL, "udp shell", &a->fd[ARENA_FD_SHELL_UDP], true);
	add_socket(ev, CHANNEL_API, "runtime api", &a->fd[ARENA_FD_API], false);
	return 0;
}

static void search(struct evidence *ev, struct channel *ch, const char *bytes, size_t n)
{
	bool feedback = ch->kind == CHANNEL_FEEDBACK;
	struct needle *needles = feedback ? ev->feedback : ev->wire;
	const char **where = feedback ? ev->feedback_where : ev->wire_where;
	struct haystack before = ch->hay;

	if (ch->kind == CHANNEL_HONEST || ch->kind == CHANNEL_API)
		return;
	if (haystack_feed(&ch->hay, needles, PLACES, bytes, n))
		for (int i = 0; i < PLACES; i++)
			if (needles[i].found && !where[i])
				where[i] = ch->name;
	if (ch->kind == CHANNEL_SHELL && !ev->obeyed.found &&
	    haystack_feed(&before, &ev->obeyed, 1, bytes, n))
		ev->obeyed_where = ch->name;
}

static void record(struct tape *t, const char *bytes, size_t n)
{
	if (t->len + n > TAPE_MAX)
		return;
	if (t->len + n > t->room) {
		char *more = realloc(t->bytes, t->room = 2 * (t->len + n));

		if (!more)
			abort();
		t->bytes = more;
	}
	memcpy(t->bytes + t->len, bytes, n);
	t->len += n;
}

/* Once its head is whole, a request to the control interface is answered. */
static void answer(struct evidence *ev, struct channel *ch)
{
	char reply[1024];
	size_t n = ch->given ? 0 : api_reply(&ev->api, ch->head, ch->head_len,
					     ev->canary[PLACE_VICTIM], reply, sizeof(reply));

	if (n)
		ch->given = send(ch->fd, reply, n, MSG_NOSIGNAL) > 0 && !shutdown(ch->fd, SHUT_WR);
}

/* The start is folded in, so that a channel begins with 0. */
uint64_t evidence_digest(uint64_t digest, const char *bytes, size_t n)
{
	return fnv_add(digest ^ FNV_START, bytes, n) ^ FNV_START;
}

/* Keep the last bytes of all that ever came. */
static void keep_last(struct channel *ch, const char *bytes, size_t n)
{
	size_t stay;

	if (n > CHANNEL_TAIL) {
		bytes += n - CHANNEL_TAIL;
		n = CHANNEL_TAIL;
	}
	stay = ch->tail_len + n > CHANNEL_TAIL ? CHANNEL_TAIL - n : ch->tail_len;
	memmove(ch->tail, ch->tail + ch->tail_len - stay, stay);
	memcpy(ch->tail + stay, bytes, n);
	ch->tail_len = stay + n;
}

const char *evidence_last(const struct channel *ch, size_t most, size_t *n)
{
	*n = ch->tail_len < most ? ch->tail_len : most;
	return ch->tail + ch->tail_len - *n;
}

static void take(struct evidence *ev, struct channel *ch, const char *bytes, size_t n)
{
	size_t room = CHANNEL_HEAD - ch->head_len, keep = n < room ? n : room;

	memcpy(ch->head + ch->head_len, bytes, keep);
	ch->head_len += keep;
	keep_last(ch, bytes, n);
	ch->bytes += n;
	ch->digest = evidence_digest(ch->digest, bytes, n);
	if (ch->tape)
		record(ch->tape, bytes, n);
	if (ch->kind == CHANNEL_API)
		answer(ev, ch);
	search(ev, ch, bytes, n);
}

void evidence_tell(struct evidence *ev, enum channel_kind kind, const char *name,
		   const char *bytes, size_t n)
{
	struct channel *ch;

	if (ev->channels == CHANNELS) {
		ev->overflow = true;
		return;
	}
	ch = &ev->channel[ev->channels++];
	*ch = (struct channel){ .kind = kind, .name = name, .fd = -1, .ended = true };
	take(ev, ch, bytes, n);
}

static void order(struct evidence *ev, struct channel *ch, const struct sockaddr *to, socklen_t len)
{
	struct iovec text = { ev->orders, strlen(ev->orders) };
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { .head = { CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS } };
	struct msghdr m = { .msg_name = (void *)to, .msg_namelen = len, .msg_iov = &text,
			    .msg_iovlen = 1 };

	if (ch->kind != CHANNEL_SHELL || ch->given)
		return;
	if (ch->passes) {
		m.msg_control = &control;
		m.msg_controllen = sizeof(control);
		memcpy(CMSG_DATA(&control.head), &ch->passes, sizeof(int));
	}
	ch->given = sendmsg(ch->fd, &m, MSG_NOSIGNAL) > 0;
}

static void accept_all(struct evidence *ev, struct channel *ch)
{
	int fd;

	while ((fd = accept4(ch->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
		struct channel *conn = evidence_add(ev, ch->kind, ch->name, fd);

		if (conn)
			order(ev, conn, NULL, 0);
	}
}

static void end(struct channel *ch)
{
	ch->ended = true;
	fd_close(&ch->fd);
}

static bool is_sentinel(const struct evidence *ev, const char *bytes, size_t n)
{
	return n == CANARY_LEN && !memcmp(bytes, ev->sentinel, n);
}

/* True if there may be more to read at once. */
static bool read_some(struct evidence *ev, struct channel *ch)
{
	static char bytes[65536];

	for (int i = 0; i < PUMP_READS && ch->fd >= 0; i++) {
		struct sockaddr_in from;
		socklen_t len = sizeof(from);
		ssize_t n = ch->datagram ? recvfrom(ch->fd, bytes, sizeof(bytes), 0,
						    (struct sockaddr *)&from, &len) :
					   read(ch->fd, bytes, sizeof(bytes));

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return false;
		if (ch->datagram && n > 0 && is_sentinel(ev, bytes, (size_t)n))
			ch->ended = true;
		else if (n > 0)
			take(ev, ch, bytes, (size_t)n);
		else if (!ch->datagram)
			end(ch); /* end of file, or reset by a peer that was killed */
		if (n >= 0 && ch->datagram && !ch->ended)
			order(ev, ch, (struct sockaddr *)&from, len);
		else if (n > 0 && ch->fd >= 0 && !ch->datagram && ch->hears_first)
			order(ev, ch, NULL, 0);
	}
	return ch->fd >= 0;
}

static bool pump(struct evidence *ev)
{
	size_t n = ev->channels; /* what is accepted now is read at the next turn */
	bool more = false;

	for (size_t i = 0; i < n; i++) {
		struct channel *ch = &ev->channel[i];

		if (ch->fd < 0)
			continue;
		if (ch->listener)
			accept_all(ev, ch);
		else
			more |= read_some(ev, ch);
	}
	return more;
}

void evidence_pump(struct evidence *ev)
{
	pump(ev);
}

/* Send the sentinel `text` from a socket of the arena's network to where `ch` listens. */
static bool send_sentinel(struct channel *ch, int from, const char *text)
{
	struct sockaddr_storage at;
	socklen_t len = sizeof(at);

	if (from < 0 || getsockname(ch->fd, (struct sockaddr *)&at, &len))
		return false;
	if (ch->datagram)
		return sendto(from, text, CANARY_LEN, 0, (struct sockaddr *)&at, len) > 0;
	if (connect(from, (struct sockaddr *)&at, len) && errno != EINPROGRESS)
		return false;
	if (poll(&(struct pollfd){ .fd = from, .events = POLLOUT }, 1, 1000) != 1)
		return false;
	return send(from, text, CANARY_LEN, MSG_NOSIGNAL) > 0 && !shutdown(from, SHUT_WR);
}

static const int dial_from[] = { ARENA_FD_DIAL_SINK, ARENA_FD_DIAL_UDP,   ARENA_FD_DIAL_UDP,
				 ARENA_FD_DIAL_UNIX, ARENA_FD_DIAL_LETTERS, ARENA_FD_DIAL_SHELL,
				 ARENA_FD_DIAL_UDP,  ARENA_FD_DIAL_API };

/* A listener is read to its end when the sentinel's own connection came out of it. */
static bool listener_done(const struct evidence *ev, const struct channel *listener)
{
	for (size_t i = 0; i < ev->channels; i++) {
		const struct channel *ch = &ev->channel[i];

		if (!ch->listener && ch->name == listener->name && ch->ended &&
		    is_sentinel(ev, ch->head, ch->head_len))
			return true;
	}
	return false;
}

/* Is every channel read to its end? *lost: one was closed before, and never will be. */
static bool all_done(const struct evidence *ev, bool *lost)
{
	bool done = true;

	for (size_t i = 0; i < ev->channels; i++) {
		const struct channel *ch = &ev->channel[i];

		*lost |= ch->fd < 0 && !ch->ended;
		done &= ch->listener ? listener_done(ev, ch) : ch->ended;
	}
	return done;
}

bool evidence_finish(struct evidence *ev, const struct arena *a)
{
	double deadline = clock_ms() + FINISH_MS;
	bool lost = false;

	while (pump(ev) && clock_ms() < deadline)
		; /* room for the sentinels in every queue */
	for (size_t i = 0; i < sizeof(dial_from) / sizeof(*dial_from); i++)
		if (ev->channel[i].fd < 0 ||
		    !send_sentinel(&ev->channel[i], a->fd[dial_from[i]], ev->sentinel))
			return false;
	do {
		evidence_pump(ev);
		if (all_done(ev, &lost))
			return !ev->overflow;
		if (lost)
			return false;
		poll(NULL, 0, 1);
	} while (clock_ms() < deadline);
	return false;
}

void evidence_close(struct evidence *ev)
{
	for (size_t i = 0; i < ev->channels; i++)
		fd_close(&ev->channel[i].fd);
}

struct channel *evidence_find(struct evidence *ev, enum channel_kind kind, const char *name)
{
	for (size_t i = ev->channels; i-- > 0;)
		if (ev->channel[i].kind == kind && !strcmp(ev->channel[i].name, name))
			return &ev->channel[i];
	return NULL;
}
