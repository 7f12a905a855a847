// SPDX-License-Identifier: MIT
#include "probe/lambda/http.h"

#include "lib/fd.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

enum { MOST = 8 << 20 /* an event has 6 MiB at most */, HEAD = 512 };

static int dial(const char *host, struct err *e)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	char name[256];
	struct addrinfo *to = NULL;
	char *port;
	int fd;

	snprintf(name, sizeof(name), "%s", host);
	port = strrchr(name, ':');
	if (port)
		*port++ = '\0';
	if (getaddrinfo(name, port ? port : "80", &hints, &to))
		return err_set(e, EINVAL, "no such host: %s", host);
	fd = socket(to->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, to->ai_addr, to->ai_addrlen)) {
		int r = errno;

		close(fd);
		fd = -r;
	}
	freeaddrinfo(to);
	return fd < 0 ? err_set(e, -fd, "connect to %s", host) : fd;
}

/* Is all of it here? The length of the body, or -1: not yet. */
static long whole(const struct reply *r, size_t have)
{
	const char *end = strstr(r->text, "\r\n\r\n");
	char length[24];
	long n;

	if (!end)
		return -1;
	http_header(r, "Content-Length", length, sizeof(length));
	n = length[0] ? atol(length) : 0;
	return n >= 0 && have >= (size_t)(end + 4 - r->text) + (size_t)n ? n : -1;
}

static int hear(int fd, struct reply *r, struct err *e)
{
	size_t have = 0, room = 0;
	long n = -1;

	while (n < 0) {
		ssize_t k;

		if (have + 1 >= room) {
			char *more = room < MOST ? realloc(r->text, room = room ? 2 * room : 8192)
						 : NULL;

			if (!more)
				return err_set(e, ENOMEM, "an answer");
			r->text = more;
		}
		k = read(fd, r->text + have, room - have - 1);
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return err_set(e, k ? errno : EPIPE, "the Runtime API hung up");
		have += (size_t)k;
		r->text[have] = '\0';
		n = whole(r, have);
	}
	if (sscanf(r->text, "HTTP/1.%*c %d", &r->status) != 1)
		return err_set(e, EPROTO, "no HTTP");
	r->body = strstr(r->text, "\r\n\r\n") + 4;
	r->length = (size_t)n;
	r->body[n] = '\0';
	return 0;
}

int http_ask(const char *host, const char *path, const char *body, size_t n, struct reply *r,
	     struct err *e)
{
	char head[HEAD];
	int fd _cleanup_fd_ = dial(host, e), len;

	*r = (struct reply){ .text = NULL };
	if (fd < 0)
		return fd;
	len = snprintf(head, sizeof(head),
		       "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
		       "Content-Length: %zu\r\nConnection: close\r\n\r\n",
		       body ? "POST" : "GET", path, host, n);
	if (len < 0 || len >= HEAD)
		return err_set(e, ENAMETOOLONG, "%s", path);
	if (fd_write_all(fd, head, (size_t)len) || fd_write_all(fd, body, n))
		return err_set(e, EPIPE, "%s", path);
	return hear(fd, r, e);
}

void http_header(const struct reply *r, const char *name, char *value, size_t size)
{
	size_t n = strlen(name);

	value[0] = '\0';
	for (const char *line = strstr(r->text, "\r\n"); line && strncmp(line, "\r\n\r\n", 4);
	     line = strstr(line, "\r\n")) {
		line += 2;
		if (strncasecmp(line, name, n) != 0 || line[n] != ':')
			continue;
		line += n + 1;
		line += strspn(line, " \t");
		snprintf(value, size, "%.*s", (int)strcspn(line, "\r"), line);
		return;
	}
}
