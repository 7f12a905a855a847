// SPDX-License-Identifier: MIT
/*
 * Packets from inside the arena, with and without descriptors. A message is what wire.h says it is,
 * and what is none leaves neither strings nor descriptors: a worker that has been taken over must
 * not use up the keeper's.
 */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <sys/socket.h>

#include "harness/arena/wire.h"

const unsigned long fuzz_runs = 6000;

static size_t open_descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	size_t n = 0;

	must(d);
	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static void send_packet(int sock, const uint8_t *bytes, size_t n, size_t fds)
{
	struct iovec iov = { (void *)bytes, n };
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(64 * sizeof(int))];
	} control = { .head = { CMSG_LEN(fds * sizeof(int)), SOL_SOCKET, SCM_RIGHTS } };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1 };

	if (fds) {
		m.msg_control = &control;
		m.msg_controllen = CMSG_SPACE(fds * sizeof(int));
		for (size_t i = 0; i < fds; i++)
			memcpy(CMSG_DATA(&control.head) + i * sizeof(int), &sock, sizeof(int));
	}
	must(sendmsg(sock, &m, MSG_NOSIGNAL) == (ssize_t)n);
}

static void check(const struct wire *w, const uint8_t *sent, size_t n)
{
	size_t at = 1;

	must(w->strings <= WIRE_STRINGS && !w->string[w->strings]);
	for (size_t i = 0; i < w->strings; i++) {
		must(!memcmp(w->string[i], sent + at, strlen(w->string[i]) + 1));
		at += strlen(w->string[i]) + 1;
	}
	must(at == n && w->type == sent[0]);
}

/* What is sent as strings comes back as these. */
static void there_and_back(int pair[2], struct wire *w)
{
	const char *again[WIRE_STRINGS + 1] = { 0 };
	static struct wire other;

	memcpy(again, w->string, (w->strings + 1) * sizeof(*again));
	must(wire_send(pair[1], w->type, again, pair, 1) == 0);
	must(wire_recv(pair[0], &other) == 0);
	must(other.type == w->type && other.strings == w->strings && other.fds == 1);
	for (size_t i = 0; i < w->strings; i++)
		must(!strcmp(other.string[i], w->string[i]));
	close(other.fd[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	size_t fds = fuzz_byte(&data, &n) % 64, before = open_descriptors();
	static struct wire w;
	int pair[2], r;

	must(wire_pair(pair) == 0);
	send_packet(pair[1], data, n, fds);
	r = wire_recv(pair[0], &w);
	must(!r || r == -EPROTO);
	must(w.fds <= WIRE_FDS && w.fds <= fds);
	if (r || !w.type)
		must(!w.fds && !w.strings);
	else
		check(&w, data, n);
	while (w.fds)
		close(w.fd[--w.fds]);
	if (!r && w.type)
		there_and_back(pair, &w);
	close(pair[0]);
	close(pair[1]);
	must(open_descriptors() == before);
	return 0;
}
