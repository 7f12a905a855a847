/* SPDX-License-Identifier: MIT */
/*
 * json_out.h - a streaming JSON writer.
 *
 * Nothing is built in memory and nothing is allocated: values go through a small buffer to a
 * descriptor. Strings may come from hostile programs: what JSON forbids is escaped, what is not
 * UTF-8 becomes U+FFFD, so the output is always valid. Errors are kept and told once, at the end.
 */
#ifndef LIB_JSON_OUT_H
#define LIB_JSON_OUT_H

#include <stdbool.h>
#include <stddef.h>

enum { JSON_DEPTH = 16 };

struct json_out {
	int    fd;
	int    error;            /* -errno of the first write that failed    */
	bool   comma;            /* the next value needs a comma before it   */
	size_t depth, n;
	char   close[JSON_DEPTH];/* what closes each open object and array   */
	char   buf[1024];
	char  *to;               /* instead of fd: `room` bytes, of which `used` are written */
	size_t room, used;
};

/* Write to fd, which the caller keeps. */
void out_begin(struct json_out *, int fd);

/* Write to memory. What does not fit is -ENOSPC at the end. */
void out_begin_memory(struct json_out *, void *to, size_t room);

/* `key` is NULL inside an array and at the top; else the member's name. */
void out_object(struct json_out *, const char *key);
void out_array(struct json_out *, const char *key);
void out_close(struct json_out *);

/* One value; text is copied, and escaped. out_strn(): n bytes, which may hold NULs. */
void out_str(struct json_out *, const char *key, const char *value); /* NULL: null */
void out_strn(struct json_out *, const char *key, const char *value, size_t n);
void out_int(struct json_out *, const char *key, long long value);
void out_bool(struct json_out *, const char *key, bool value);
void out_null(struct json_out *, const char *key);

/* Close what is open, end the line, flush. 0, or -errno of the first failed write(2). */
int out_end(struct json_out *);

#endif
