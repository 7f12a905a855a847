/* SPDX-License-Identifier: MIT */
/*
 * http.h - as much of HTTP/1.1 as the Runtime API of a function needs: one request, one answer, one
 * connection.
 */
#ifndef PROBE_HTTP_H
#define PROBE_HTTP_H

#include <stddef.h>

#include "lib/err.h"

struct reply {
	int status;
	char *text; /* head and body, to be freed; a NUL at its end */
	char *body;
	size_t length; /* of the body */
};

/*
 * Ask `host` ("127.0.0.1:9001"). With a body it is POST, else GET, which waits for the answer as
 * long as it takes. 0 or -errno.
 */
int http_ask(const char *host, const char *path, const char *body, size_t n, struct reply *r,
	     struct err *e);

/* The value of a head line into `value`; "" when there is none. */
void http_header(const struct reply *r, const char *name, char *value, size_t size);

#endif
