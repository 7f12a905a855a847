// SPDX-License-Identifier: MIT
/*
 * What a grader that student code has taken over may answer: frames on its stdout, byte by byte or
 * all at once, must be the same frames; and requests to the control interface.
 */
#include "tests/fuzz/fuzz.h"

#include "harness/trial/grading.c"

#include <ctype.h>

const unsigned long fuzz_runs = 20000;

enum { FRAMES = 64 };

/* One more piece; with not a byte of room after it, for the sanitizer to watch. */
static void feed(struct tape *t, const uint8_t *bytes, size_t n)
{
	char *more = malloc(t->len + n ? t->len + n : 1);

	must(more);
	if (t->len)
		memcpy(more, t->bytes, t->len);
	if (n)
		memcpy(more + t->len, bytes, n);
	free(t->bytes);
	t->bytes = more;
	t->len = t->room = t->len + n;
}

static size_t take_all(struct tape *t, json_t *frames[FRAMES], size_t n)
{
	json_t *frame;
	size_t left = t->len;

	while (n < FRAMES && (frame = next_frame(t))) {
		must(t->len < left);
		left = t->len;
		frames[n++] = frame;
	}
	return n;
}

static void check_frames(const uint8_t *data, size_t n)
{
	json_t *whole[FRAMES], *pieces[FRAMES];
	struct tape a = { 0 }, b = { 0 };
	size_t count, again = 0;

	feed(&a, data, n);
	count = take_all(&a, whole, 0);
	for (size_t i = 0; i < n; i++) {
		feed(&b, data + i, 1);
		again = take_all(&b, pieces, again);
	}
	must(count == again);
	for (size_t i = 0; i < count; i++) {
		must(json_equal(whole[i], pieces[i]));
		json_decref(whole[i]);
		json_decref(pieces[i]);
	}
	free(a.bytes);
	free(b.bytes);
}

/* Whatever came before it and was no beginning of a frame, an honest frame is read. */
static void check_honest(const uint8_t *data, size_t n)
{
	static const char honest[] = "Content-Length: 8\r\n\r\n{\"id\":7}";
	json_t *frames[FRAMES];
	struct tape t = { 0 };
	size_t count;

	if (n && memmem(data, n, "Content-Length:", 15))
		return;
	for (size_t i = 1; i < 15; i++)
		if (n >= i && !memcmp(data + n - i, "Content-Length:", i))
			return;
	feed(&t, data, n);
	feed(&t, (const uint8_t *)honest, sizeof(honest) - 1);
	count = take_all(&t, frames, 0);
	must(count == 1 && json_integer_value(json_object_get(frames[0], "id")) == 7);
	json_decref(frames[0]);
	free(t.bytes);
}

static void check_api(const uint8_t *data, size_t n)
{
	static struct api_log log;
	char reply[1024], token[33] = "0123456789abcdef0123456789abcdef", *body;
	char *head = calloc(1, n ? n : 1);
	size_t len;

	must(head);
	if (n)
		memcpy(head, data, n);
	memset(&log, 0, sizeof(log));
	len = api_reply(&log, head, n, token, reply, sizeof(reply));
	free(head);
	must(!len == !(n && memmem(data, n, "\r\n\r\n", 4)));
	must(log.seen[API_ANY] == (len > 0));
	for (int i = 0; i < API_CALLS; i++) {
		must(memchr(log.line[i], '\0', sizeof(log.line[i])));
		for (char *c = log.line[i]; *c; c++)
			must(isprint((unsigned char)*c));
	}
	if (!len)
		return;
	must(len == strlen(reply));
	body = strstr(reply, "\r\n\r\n") + 4;
	must(strtoul(strstr(reply, "Content-Length: ") + 16, NULL, 10) == strlen(body));
	must((strstr(body, token) != NULL) == log.seen[API_NEXT]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	check_frames(data, n);
	check_honest(data, n);
	check_api(data, n);
	return 0;
}
