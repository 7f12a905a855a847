/* SPDX-License-Identifier: MIT */
/*
 * request.h - what a launcher that stays is asked, and what it answers: ordeal-request(7).
 *
 * A message is a frame: four bytes, the length of what follows, most significant first; then one
 * JSON object of that many bytes. results/schema/request.schema.json describes both objects.
 */
#ifndef LIB_REQUEST_H
#define LIB_REQUEST_H

#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"

enum {
	REQUEST_BYTES = 4 << 20, /* the largest frame that is read */
	REQUEST_ARGS = 64,
	REQUEST_HEAD = 4,
	REQUEST_PAIRS = 16, /* files, variables, files to give back: each at most so many */
	REQUEST_NAME = 255,
};

struct request_text {
	const char *text; /* with a NUL behind it; NULL: not given */
	size_t      n;
};

struct request_pair {
	struct request_text name, value;
};

enum request_limit { REQUEST_WALL, REQUEST_CPU, REQUEST_OUTPUT, REQUEST_LIMITS };

struct request {
	struct request_text id;      /* given back with the answer                         */
	struct request_text program; /* source text; else args[0] is a file                */
	struct request_text input;   /* standard input                                     */
	struct request_text args[REQUEST_ARGS];
	size_t              count;
	struct request_pair files[REQUEST_PAIRS]; /* for the run's folder: plain names      */
	struct request_pair env[REQUEST_PAIRS];   /* variables                              */
	struct request_text back[REQUEST_PAIRS];  /* names of files to give back           */
	size_t              file_count, env_count, back_count;
	uint64_t limit[REQUEST_LIMITS]; /* 0: the launcher's own; never more than that      */
};

extern const char *const request_limit_names[REQUEST_LIMITS];

/*
 * Read one. The request points into `text`, which is changed. 0, or -EINVAL with a sentence. A
 * member that is not known is an error: who asks for a limit that is not kept must hear of it.
 */
int request_parse(struct request *, char *text, size_t n, struct err *);

/*
 * Read a frame of at most `size` bytes into `to`. Its length; 0 at the end of file before it;
 * -errno: -EMSGSIZE when it is longer than `size`, -EPROTO when the file ends within it.
 */
long request_read(int fd, void *to, size_t size);

/* The four bytes before n. */
void request_head(uint8_t head[REQUEST_HEAD], size_t n);

#endif
