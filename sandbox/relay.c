// SPDX-License-Identifier: MIT
#include "sandbox/relay.h"

#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

unsigned relay_waiting(const struct relay *r)
{
	int n = 0;

	return r->from >= 0 && ioctl(r->from, FIONREAD, &n) == 0 && n > 0 ? (unsigned)n : 0;
}

void relay_listen(struct relay *r, char tail[RELAY_TAIL], unsigned *kept)
{
	if (pipe2(r->peek, O_CLOEXEC | O_NONBLOCK) < 0)
		return; /* then nobody knows what was said */
	r->tail = tail;
	r->kept = kept;
}

void relay_deafen(struct relay *r)
{
	if (!r->tail)
		return;
	fd_close(&r->peek[0]);
	fd_close(&r->peek[1]);
	r->tail = NULL;
}

static void keep(struct relay *r, const char *text, size_t n)
{
	size_t old = *r->kept, drop;

	if (n > RELAY_TAIL) {
		text += n - RELAY_TAIL;
		n = RELAY_TAIL;
	}
	drop = old + n > RELAY_TAIL ? old + n - RELAY_TAIL : 0;
	memmove(r->tail, r->tail + drop, old - drop);
	memcpy(r->tail + old - drop, text, n);
	*r->kept = (unsigned)(old - drop + n);
}

/*
 * tee(2) before splice(2): the same bytes once more, in a pipe of ours. Of these only those count that went
 * on. It copies no page, and standard error is seldom long.
 */
static ssize_t splice_and_keep(struct relay *r, size_t most)
{
	ssize_t seen = tee(r->from, r->peek[1], most, SPLICE_F_NONBLOCK), k, n;
	size_t left;
	char buf[4096];
	int e;

	k = splice(r->from, NULL, r->to, NULL, seen > 0 ? (size_t)seen : most, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
	e = errno;
	left = k > 0 ? (size_t)k : 0;
	while (seen > 0 && (n = read(r->peek[0], buf, sizeof(buf))) > 0) {
		keep(r, buf, (size_t)n < left ? (size_t)n : left);
		left -= (size_t)n < left ? (size_t)n : left;
	}
	errno = e;
	return k;
}

/* Where splice(2) cannot write: a piece small enough not to wait, once poll says there is room. */
static ssize_t copy(struct relay *r, size_t room)
{
	struct pollfd out = { .fd = r->to, .events = POLLOUT };
	char buf[4096];
	ssize_t k;
	int e;

	if (poll(&out, 1, 0) == 0) {
		errno = EAGAIN;
		return -1;
	}
	k = read(r->from, buf, room < sizeof(buf) ? room : sizeof(buf));
	e = k > 0 ? fd_write_all(r->to, buf, (size_t)k) : 0;
	if (e < 0) {
		errno = e == -EAGAIN ? EIO : -e; /* what was read is lost: this is not "later" */
		return -1;
	}
	if (k > 0 && r->tail)
		keep(r, buf, (size_t)k);
	return k;
}

/* Somebody else may have the pipe open to read, and be faster: never wait for bytes. */
int relay_by_copy(struct relay *r)
{
	r->by_copy = true;
	return fcntl(r->from, F_SETFL, O_NONBLOCK) < 0 ? -errno : 0;
}

uint64_t relay_move(struct relay *r, uint64_t room)
{
	size_t most = room < 1 << 20 ? (size_t)room : 1 << 20;
	ssize_t k;

	r->full = false;
	if (r->from < 0)
		return 0;
	if (most == 0) { /* poll spoke: there are bytes that may not pass, or this is the end */
		if (!relay_waiting(r))
			fd_close(&r->from);
		return 0;
	}
	if (r->by_copy)
		k = copy(r, most);
	else if (r->tail)
		k = splice_and_keep(r, most);
	else
		k = splice(r->from, NULL, r->to, NULL, most, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
	if (k < 0 && errno == EINVAL && !r->by_copy && relay_by_copy(r) == 0)
		return relay_move(r, room);
	if (k < 0 && (errno == EAGAIN || errno == EINTR)) {
		/* Either end may be the reason: bytes that wait mean that `to` is full. */
		r->full = relay_waiting(r) > 0;
		return 0;
	}
	if (k <= 0) {
		r->error = k < 0 ? errno : 0;
		fd_close(&r->from); /* the end, or a reader who left: the program gets SIGPIPE */
		return 0;
	}
	r->bytes += (uint64_t)k;
	return (uint64_t)k;
}

bool relay_drain(struct relay *r, uint64_t room, int ms)
{
	struct pollfd out = { .fd = r->to, .events = POLLOUT };

	while (r->from >= 0 && room > 0) {
		uint64_t k = relay_move(r, room);

		room -= k;
		if (k > 0 || r->from < 0)
			continue;
		/* Empty, though somebody still holds it; or a reader who does not read. */
		if (!r->full || poll(&out, 1, ms) <= 0)
			break;
	}
	return room == 0 && relay_waiting(r);
}
