// SPDX-License-Identifier: MIT
/*
 * --shim: be the worker command of an evaluation function, for a platform that starts one and
 * speaks to it by files or over standard input.
 *
 *	file  python3 eval.py ... REQUEST RESPONSE: one run. The guest finds REQUEST in its memory, and
 *	      what it wrote to RESPONSE is written to the real one, in place, when it has ended with 0
 *	rpc   python3 eval.py ...: frames of Content-Length. The program runs up to its first read, and
 *	      its state is kept; each request is answered on that state, which is then put back. So its
 *	      loop `while True: read, answer` is always in its first round
 *
 * What is not exactly one frame is not passed on: the platform gets an error in its place.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/fd.h"
#include "lib/json_in.h"
#include "lib/json_out.h"
#include "lib/request.h"
#include "lib/strv.h"
#include "sandbox/wasm/handles.h"
#include "sandbox/wasm/host.h"
#include "sandbox/wasm/instance.h"
#include "sandbox/wasm/outcome.h"
#include "sandbox/wasm/reset.h"

enum { HEAD = 4096, FRAME = HEAD + REQUEST_BYTES };

/* --- file ---------------------------------------------------------------------------------- */

/* An absolute path in the guest's memory, with the folders above it. The node, 0: it cannot be. */
static uint32_t make_file(const char *path)
{
	char folder[MEMFS_PATH], clean[MEMFS_PATH];
	uint32_t node;

	if (path[0] != '/' || memfs_absolute("/", path, strlen(path), clean))
		return 0;
	memcpy(folder, clean, sizeof(folder));
	*strrchr(folder, '/') = '\0';
	if (folder[0] && !memfs_folders(folder))
		return 0;
	return memfs_make(clean, false, &node) ? 0 : node;
}

static int bring_in(uint32_t node, int fd)
{
	char buf[4096];
	uint64_t at = 0;
	size_t done;
	ssize_t n;

	while ((n = read(fd, buf, sizeof(buf))) > 0) {
		if (memfs_write(node, at, buf, (size_t)n, &done) || done < (size_t)n)
			return -EFBIG;
		at += (uint64_t)n;
	}
	return n < 0 ? -errno : 0;
}

static int take_out(uint32_t node, int fd)
{
	size_t most;
	const uint8_t *bytes = memfs_bytes(node, &most);

	return fd_write_all(fd, bytes, memfs.node[node].size);
}

static int serve_file(const struct wasm_options *o, struct err *e)
{
	struct run_limits limits = host_limits(o);
	size_t n = strv_count(o->argv);
	int request _cleanup_fd_ = -1, response _cleanup_fd_ = -1, why, r;
	struct ending end;
	uint32_t in, out;

	if (n < 4)
		return err_set(e, 0, "--shim file: python3 FILE ... REQUEST RESPONSE");
	request = open(o->argv[n - 2], O_RDONLY | O_CLOEXEC);
	if (request < 0)
		return err_set(e, errno, "%s", o->argv[n - 2]);
	response = open(o->argv[n - 1], O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (response < 0)
		return err_set(e, errno, "%s", o->argv[n - 1]);
	if ((r = host_init(o, o->argv, e)) < 0)
		return r;
	in = make_file(o->argv[n - 2]);
	out = make_file(o->argv[n - 1]);
	if (!in || !out)
		return err_set(e, 0, "--shim file: absolute paths outside of --ro are wanted");
	if ((r = bring_in(in, request)) < 0)
		return err_set(e, -r, "%s", o->argv[n - 2]);
	if ((r = host_lockdown(o, &why, e)) < 0)
		return r;
	output.fd[0] = STDOUT_FILENO;
	output.fd[1] = STDERR_FILENO;
	end = run_start(instance_start, &limits);
	if (end.end != END_EXITED)
		err_set(e, 0, "%s", outcome_sentence(&end));
	if (end.end == END_EXITED && !end.code && (r = take_out(out, response)) < 0)
		return err_set(e, -r, "%s", o->argv[n - 1]);
	return outcome_code(&end);
}

/* --- rpc ----------------------------------------------------------------------------------- */

/* How long the body is that this head announces; -1: it is no head. */
static long announced(const char *head, size_t n)
{
	static const char name[] = "content-length:";
	long size = -1;

	for (size_t at = 0; at < n;) {
		const char *line = head + at, *end = memmem(line, n - at, "\r\n", 2);

		if (!end)
			return -1;
		if ((size_t)(end - line) > sizeof(name) - 1 &&
		    !strncasecmp(line, name, sizeof(name) - 1))
			size = strtol(line + sizeof(name) - 1, NULL, 10);
		at += (size_t)(end - line) + 2;
	}
	return size > 0 && size <= REQUEST_BYTES ? size : -1;
}

/* One frame, as it came. Its size, *body where its body begins; 0 at the end of file; -errno. */
static long read_frame(uint8_t *to, size_t *body)
{
	size_t n = 0;
	long size;
	ssize_t r;

	while (n < 4 || memcmp(to + n - 4, "\r\n\r\n", 4) != 0) {
		if (n == HEAD)
			return -EPROTO;
		r = read(STDIN_FILENO, to + n, 1);
		if (r == 0)
			return n ? -EPROTO : 0;
		if (r < 0 && errno != EINTR)
			return -errno;
		n += r > 0 ? 1 : 0;
	}
	*body = n;
	size = announced((const char *)to, n - 2);
	if (size < 0)
		return -EPROTO;
	while (n < *body + (size_t)size) {
		r = read(STDIN_FILENO, to + n, *body + (size_t)size - n);
		if (r == 0)
			return -EPROTO;
		if (r < 0 && errno != EINTR)
			return -errno;
		n += r > 0 ? (size_t)r : 0;
	}
	return (long)n;
}

/* Is this one whole frame and nothing else? */
static bool is_frame(const uint8_t *out, size_t n)
{
	const uint8_t *end = n ? memmem(out, n < HEAD ? n : HEAD, "\r\n\r\n", 4) : NULL;
	size_t head = end ? (size_t)(end - out) + 4 : 0;

	return end && announced((const char *)out, head - 2) == (long)(n - head);
}

/* The request's "id", as it stands there; "null". */
static struct request_text id_of(char *body, size_t n)
{
	struct request_text id = { "null", 4 };
	struct json_in j;
	const char *key;
	size_t key_n;

	in_begin(&j, body, n);
	in_object(&j);
	while ((key = in_key(&j, &key_n))) {
		const bool is_id = !strcmp(key, "id");
		const char *start;

		while (j.at < j.end && strchr(" \t\r\n", *j.at))
			j.at++;
		start = j.at;
		/* Text is unescaped where it lies; what names a request is not worth more care. */
		if (is_id && j.at < j.end && strchr("-0123456789", *j.at)) {
			in_skip(&j);
			id = (struct request_text){ start, (size_t)(j.at - start) };
		} else {
			in_skip(&j);
		}
	}
	return id;
}

static int refuse(const struct ending *end, char *body, size_t n)
{
	struct request_text id = id_of(body, n);
	char text[512], frame[640];
	const char *why =
		end->end == END_PARKED ? "its answer is not one frame" : outcome_sentence(end);
	int len;

	len = snprintf(
		text, sizeof(text),
		"{\"jsonrpc\":\"2.0\",\"id\":%.*s,\"error\":{\"code\":-32000,\"message\":\"%s\"}}",
		(int)(id.n < 32 ? id.n : 4), id.n < 32 ? id.text : "null", why);
	len = snprintf(frame, sizeof(frame), "Content-Length: %d\r\n\r\n%s", len, text);
	return fd_write_all(STDOUT_FILENO, frame, (size_t)len);
}

static int pass_on(const struct ending *end, char *body, size_t n)
{
	bool right = (end->end == END_PARKED || (end->end == END_EXITED && !end->code)) &&
		     is_frame(output.buffer[0], output.bytes[0]);

	fd_write_all(STDERR_FILENO, output.buffer[1], output.bytes[1]);
	if (right)
		return fd_write_all(STDOUT_FILENO, output.buffer[0], output.bytes[0]);
	return refuse(end, body, n);
}

static void *reserve(size_t n)
{
	return mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
		    -1, 0);
}

static int serve_rpc(const struct wasm_options *o, struct err *e)
{
	struct run_limits limits = host_limits(o);
	uint8_t *frame = reserve(FRAME);
	int why, r;
	size_t body = 0;
	long n;

	output.buffer[0] = reserve(o->limit[WASM_OUTPUT] + 1);
	output.buffer[1] = reserve(o->limit[WASM_OUTPUT] + 1);
	if (frame == MAP_FAILED || output.buffer[0] == MAP_FAILED || output.buffer[1] == MAP_FAILED)
		return err_set(e, errno, "room for requests");
	if ((r = host_init(o, o->argv, e)) < 0 || (r = host_warm_up(o, e)) < 0 ||
	    (r = host_lockdown(o, &why, e)) < 0)
		return r;
	input.last = true;
	while ((n = read_frame(frame, &body)) > 0) {
		struct ending end;

		input.part[0] = frame;
		input.size[0] = (size_t)n;
		end = run_resume(&limits);
		if (pass_on(&end, (char *)frame + body, (size_t)n - body) < 0)
			return 0; /* nobody reads any more */
		if ((r = reset_restore(e)) < 0 || (o->check && (r = reset_compare(e)) < 0))
			return r;
	}
	return n < 0 ? err_set(e, (int)-n, "read a request") : 0;
}

int host_shim(const struct wasm_options *o, struct err *e)
{
	return !strcmp(o->shim, "rpc") ? serve_rpc(o, e) : serve_file(o, e);
}
