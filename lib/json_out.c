// SPDX-License-Identifier: MIT
#include "lib/json_out.h"

#include "lib/fd.h"
#include "lib/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int keep(struct json_out *j)
{
	if (j->n > j->room - j->used)
		return -ENOSPC;
	memcpy(j->to + j->used, j->buf, j->n);
	j->used += j->n;
	return 0;
}

static void flush(struct json_out *j)
{
	int r = j->error ? 0 : j->to ? keep(j) : fd_write_all(j->fd, j->buf, j->n);

	if (r < 0)
		j->error = r;
	j->n = 0;
}

static void put(struct json_out *j, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (j->n == sizeof(j->buf))
			flush(j);
		j->buf[j->n++] = s[i];
	}
}

static void quoted(struct json_out *j, const char *text, size_t n)
{
	const unsigned char *s = (const unsigned char *)text;

	put(j, "\"", 1);
	for (size_t i = 0; i < n;) {
		size_t len = utf8_length(s + i, n - i);
		char esc[8];

		if (len == 0) {
			put(j, "\xef\xbf\xbd", 3);
			len = 1;
		} else if (s[i] == '"' || s[i] == '\\') {
			esc[0] = '\\';
			esc[1] = (char)s[i];
			put(j, esc, 2);
		} else if (s[i] < 0x20 || s[i] == 0x7f) {
			snprintf(esc, sizeof(esc), "\\u%04x", s[i]);
			put(j, esc, 6);
		} else {
			put(j, text + i, len);
		}
		i += len;
	}
	put(j, "\"", 1);
}

/* What stands before every value: the comma, and the key of a member. */
static void lead(struct json_out *j, const char *key)
{
	if (j->comma)
		put(j, ",", 1);
	j->comma = true;
	if (key) {
		quoted(j, key, strlen(key));
		put(j, ":", 1);
	}
}

static void enter(struct json_out *j, const char *key, const char *open, char close)
{
	lead(j, key);
	put(j, open, 1);
	j->comma = false;
	if (j->depth < JSON_DEPTH)
		j->close[j->depth++] = close;
}

void out_begin(struct json_out *j, int fd)
{
	*j = (struct json_out){ .fd = fd };
}

void out_begin_memory(struct json_out *j, void *to, size_t room)
{
	*j = (struct json_out){ .fd = -1, .to = to, .room = room };
}

void out_object(struct json_out *j, const char *key)
{
	enter(j, key, "{", '}');
}

void out_array(struct json_out *j, const char *key)
{
	enter(j, key, "[", ']');
}

void out_close(struct json_out *j)
{
	if (j->depth == 0)
		return;
	put(j, &j->close[--j->depth], 1);
	j->comma = true;
}

void out_strn(struct json_out *j, const char *key, const char *value, size_t n)
{
	lead(j, key);
	quoted(j, value, n);
}

void out_str(struct json_out *j, const char *key, const char *value)
{
	if (value)
		out_strn(j, key, value, strlen(value));
	else
		out_null(j, key);
}

void out_int(struct json_out *j, const char *key, long long value)
{
	char text[24];
	int n = snprintf(text, sizeof(text), "%lld", value);

	lead(j, key);
	put(j, text, (size_t)n);
}

void out_bool(struct json_out *j, const char *key, bool value)
{
	lead(j, key);
	put(j, value ? "true" : "false", value ? 4 : 5);
}

void out_null(struct json_out *j, const char *key)
{
	lead(j, key);
	put(j, "null", 4);
}

int out_end(struct json_out *j)
{
	while (j->depth > 0)
		out_close(j);
	put(j, "\n", 1);
	flush(j);
	return j->error;
}
