// SPDX-License-Identifier: MIT
#include "harness/arena/wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

int wire_pair(int pair[2])
{
	return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) ? -errno : 0;
}

int wire_send(int sock, int type, const char *const *strings, const int *fd, size_t fds)
{
	char kind = (char)type;
	struct iovec iov[WIRE_STRINGS + 1] = { { &kind, 1 } };
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(WIRE_FDS * sizeof(int))];
	} control = { 0 };
	struct msghdr m = { .msg_iov = iov, .msg_iovlen = 1 };
	size_t bytes = 1;

	for (; strings && *strings; strings++) {
		size_t n = strlen(*strings) + 1;

		bytes += n;
		if (m.msg_iovlen > WIRE_STRINGS || bytes > WIRE_BYTES)
			return -EMSGSIZE;
		iov[m.msg_iovlen++] = (struct iovec){ (void *)*strings, n };
	}
	if (fds > WIRE_FDS)
		return -EMSGSIZE;
	if (fds) {
		struct cmsghdr *c;

		m.msg_control = control.room;
		m.msg_controllen = CMSG_SPACE(fds * sizeof(int));
		c = CMSG_FIRSTHDR(&m);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(fds * sizeof(int));
		memcpy(CMSG_DATA(c), fd, fds * sizeof(int));
	}
	while (sendmsg(sock, &m, MSG_NOSIGNAL) < 0)
		if (errno != EINTR)
			return -errno;
	return 0;
}

static void take_fds(struct msghdr *m, struct wire *w)
{
	for (struct cmsghdr *c = CMSG_FIRSTHDR(m); c; c = CMSG_NXTHDR(m, c)) {
		size_t n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);

		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		memcpy(w->fd + w->fds, CMSG_DATA(c), n * sizeof(int));
		w->fds += n;
	}
}

/* What came is no message: keep nothing of it. */
static int refuse(struct wire *w)
{
	while (w->fds)
		close(w->fd[--w->fds]);
	w->type = 0;
	w->strings = 0;
	w->string[0] = NULL;
	return -EPROTO;
}

int wire_recv(int sock, struct wire *w)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(WIRE_FDS * sizeof(int))];
	} control;
	struct iovec iov = { w->bytes, sizeof(w->bytes) };
	struct msghdr m = { .msg_iov = &iov,
			    .msg_iovlen = 1,
			    .msg_control = control.room,
			    .msg_controllen = sizeof(control.room) };
	ssize_t n;

	w->type = 0;
	w->strings = w->fds = 0;
	w->string[0] = NULL;
	while ((n = recvmsg(sock, &m, MSG_CMSG_CLOEXEC)) < 0)
		if (errno != EINTR)
			return -errno;
	take_fds(&m, w);
	if (n == 0) { /* the end; or a packet without a byte, which nobody of ours sends */
		refuse(w);
		return 0;
	}
	w->type = (unsigned char)w->bytes[0];
	if (!w->type || (n > 1 && (w->bytes[n - 1] || m.msg_flags & MSG_TRUNC)))
		return refuse(w);
	for (char *at = w->bytes + 1; at < w->bytes + n; at += strlen(at) + 1) {
		if (w->strings == WIRE_STRINGS)
			return refuse(w);
		w->string[w->strings++] = at;
	}
	w->string[w->strings] = NULL;
	return 0;
}
