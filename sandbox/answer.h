/* SPDX-License-Identifier: MIT */
/*
 * answer.h - what a launcher that stays does with a request besides running it: ordeal-request(7).
 */
#ifndef SANDBOX_ANSWER_H
#define SANDBOX_ANSWER_H

#include "lib/request.h"
#include "sandbox/sandbox.h"

#include <stdbool.h>

struct answer {
	const struct request *request;
	const struct err *failure;        /* nothing was run; NULL                           */
	const struct box_result *result;
	int out, err, back;               /* files with what it wrote, and what it made       */
};

/* False: nobody reads any more. */
bool answer_send(int line, const struct answer *);

/* The request's own limits, where they are the lower ones. */
void request_narrow(const struct request *, struct box_options *);

/*
 * Files in memory for its streams, and for what is given back; standard input has been written. 0 or
 * -errno.
 */
enum { REQUEST_STREAMS = 4 };
int request_streams(const struct request_text *input, int streams[REQUEST_STREAMS], struct err *);

#endif
