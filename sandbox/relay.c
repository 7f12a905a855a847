// SPDX-License-Identifier: MIT
#include "sandbox/relay.h"

#include "lib/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>

unsigned relay_waiting(const struct relay *r)
{
	int n = 0;

	return r->from >= 0 && ioctl(r->from, FIONREAD, &n) == 0 && n > 0 ? (unsigned)n : 0;
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
