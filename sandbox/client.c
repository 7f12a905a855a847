// SPDX-License-Identifier: MIT
/*
 * --client: a command that the resident launcher runs. For whoever can start commands, and no
 * more: what was printed is printed here, and the exit status is the program's. Whoever ends
 * this process ends the run.
 */
#include "lib/fd.h"
#include "lib/json_in.h"
#include "lib/json_out.h"
#include "lib/request.h"
#include "sandbox/serve.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int connect_to(const char *path, struct err *e)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd _cleanup_fd_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (strlen(path) >= sizeof(a.sun_path))
		return err_set(e, ENAMETOOLONG, "--client");
	strcpy(a.sun_path, path);
	if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof(a)) < 0)
		return err_set(e, errno, "--client %s", path);
	return fd_steal(&fd);
}

/* All of standard input. The bytes read, or -errno. */
static long input(char *to, size_t room)
{
	size_t n = 0;
	ssize_t k;

	while ((k = read(0, to + n, room - n)) != 0) {
		if (k < 0 && errno != EINTR)
			return -errno;
		n += k > 0 ? (size_t)k : 0;
		if (n == room)
			return -EFBIG;
	}
	return (long)n;
}

static int ask(int fd, const struct command *c, char *frame, char *given, struct err *e)
{
	long n = c->box.keep_stdin ? input(given, REQUEST_BYTES) : 0;
	struct json_out j;
	int r;

	if (n < 0)
		return err_set(e, (int)-n, "standard input");
	out_begin_memory(&j, frame + REQUEST_HEAD, REQUEST_BYTES);
	out_object(&j, NULL);
	out_array(&j, "args");
	for (char *const *w = c->box.argv; *w; w++)
		out_str(&j, NULL, *w);
	out_close(&j);
	if (n)
		out_strn(&j, "stdin", given, (size_t)n);
	r = out_end(&j);
	if (r < 0)
		return err_set(e, -r, "the request");
	request_head((uint8_t *)frame, j.used);
	r = fd_write_all(fd, frame, REQUEST_HEAD + j.used);
	return r < 0 ? err_set(e, -r, "the launcher") : 0;
}

static int tell(char *text, size_t n, struct err *e)
{
	const char *key, *end = "", *reason = "";
	size_t key_n, length;
	uint64_t code = EXIT_SANDBOX;
	struct json_in j;

	in_begin(&j, text, n);
	in_object(&j);
	while ((key = in_key(&j, &key_n))) {
		if (!strcmp(key, "stdout") || !strcmp(key, "stderr")) {
			const char *said = in_text(&j, &length);

			if (said && fd_write_all(!strcmp(key, "stdout") ? 1 : 2, said, length) < 0)
				return err_set(e, errno, "%s", key);
		} else if (!strcmp(key, "code")) {
			code = in_number(&j);
		} else if (!strcmp(key, "end")) {
			end = in_text(&j, &length);
		} else if (!strcmp(key, "reason")) {
			reason = in_text(&j, &length);
		} else {
			in_skip(&j);
		}
	}
	if (in_end(&j))
		return err_set(e, EPROTO, "the launcher's answer");
	if (!strcmp(end, "failed") || !strcmp(end, "busy"))
		return err_set(e, 0, "%s", reason);
	return (int)(code & 255);
}

int serve_client(const struct command *c, struct err *e)
{
	enum { ROOM = 512 << 20 };
	char *frame = malloc(REQUEST_HEAD + REQUEST_BYTES), *given = malloc(REQUEST_BYTES),
	     *answer = malloc(ROOM);
	int fd _cleanup_fd_ = connect_to(c->serve, e), r;
	long n;

	if (fd < 0)
		return fd;
	if (!frame || !given || !answer)
		return err_set(e, ENOMEM, "--client");
	r = ask(fd, c, frame, given, e);
	if (r < 0)
		return r;
	n = request_read(fd, answer, ROOM);
	if (n <= 0)
		return err_set(e, n < 0 ? (int)-n : EPIPE, "the launcher");
	return tell(answer, (size_t)n, e);
}
